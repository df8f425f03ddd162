package io.varcas.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.document.Document;
import io.varcas.document.Figure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the shape of a model from a Hugging Face {@code config.json}.
 *
 * <p>A multimodal model is read by its language part. Architectures that are not listed are refused by name: a field that
 * is not understood changes what a model costs.
 */
final class HuggingFaceConfig {

    private static final int OPT_POSITION_OFFSET = 2; // its table of positions has two rows more than positions
    private static final int DEFAULT_CONTEXT = 2_048;

    private final ConfigFields fields;
    private final ModelFamily family;
    private final int hidden;
    private final @Nullable BlockConfigs blocks;

    private HuggingFaceConfig(ConfigFields fields) {
        this.fields = fields;
        this.family = fields.family();
        this.hidden = fields.required("hidden_size", "n_embd", "d_model");
        this.blocks = family.is("blocks") ? BlockConfigs.read(fields, hidden) : null;
    }

    /**
     * Reads a model.
     *
     * @param config the file
     * @param besides the {@code hf_quant_config.json} beside it; null if there is none
     * @throws IllegalArgumentException naming every field that is missing or wrong, or the architecture that is refused
     */
    static ModelArchitecture read(
            Document config, @Nullable Document besides, String id, List<String> aliases, @Nullable Figure published) {
        LanguagePart part = LanguagePart.of(config);
        ConfigFields fields = new ConfigFields(part, config.root());
        try {
            return new HuggingFaceConfig(fields).model(config, besides, part, id, aliases, published);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(config.name())
                    ? e
                    : new IllegalArgumentException(part.document().name() + ": " + message, e);
        }
    }

    private ModelArchitecture model(
            Document config,
            @Nullable Document besides,
            LanguagePart part,
            String id,
            List<String> aliases,
            @Nullable Figure published) {
        if (family.type().isEmpty()) {
            fields.find("neither model_type nor architectures is given; they must name the architecture");
        }
        int layers = fields.layers();
        if (blocks != null && blocks.attention().size() != layers) {
            fields.find("block_configs has " + blocks.attention().size() + " layers; they must be as many as"
                    + " num_hidden_layers, which is " + layers);
        }
        int vocabulary = fields.required("vocab_size", "padded_vocab_size");
        boolean tied = fields.tiedEmbeddings();
        int context = fields.size(
                DEFAULT_CONTEXT,
                "max_position_embeddings",
                "n_positions",
                "seq_length",
                "max_seq_len",
                "max_sequence_length");
        Attention attention = attention();
        LayerPlan plan = blocks != null && blocks.attention().size() == layers
                ? new LayerPlan(blocks.attention(), blocks.feedForward())
                : new LayerPlan(new AttentionPlan(fields, layers).kinds(), new FeedForwardPlan(fields, layers).kinds());
        FeedForward feedForward = blocks != null
                ? new DenseFeedForward(blocks.width(), true)
                : new FeedForwardConfig(fields, hidden, plan).read();
        int window = AttentionPlan.windowTokens(fields, plan);
        fields.raise();
        @Nullable LinearAttention linear = new LinearAttentionConfig(fields, hidden).read(plan);
        fields.raise();
        @Nullable ShippedWeights weights = QuantizationConfig.read(config, part.document(), besides, plan);
        return new ModelArchitecture(
                id,
                aliases,
                plan,
                hidden,
                vocabulary,
                tied,
                attention,
                linear,
                feedForward,
                window,
                otherParameters(attention, linear, feedForward, plan),
                context,
                weights,
                published,
                null,
                notes(part, linear, plan));
    }

    private List<String> notes(LanguagePart part, @Nullable LinearAttention linear, LayerPlan plan) {
        List<String> notes = new ArrayList<>(part.notes());
        if (blocks != null) {
            notes.add("its feed-forward networks differ in width; they are computed with their mean width, "
                    + blocks.width());
        }
        if (part.nested() && !fields.assumed().isEmpty()) {
            notes.add("not in the file, by the default of the transformers library: "
                    + String.join(", ", fields.assumed()));
        }
        if (linear != null) {
            notes.add(plan.count(AttentionKind.LINEAR) + " of " + plan.size() + " layers are " + linear.name()
                    + ": their step times follow from bytes and FLOPs and were not checked against measurements");
        }
        return notes;
    }

    private Attention attention() {
        int heads = fields.required("num_attention_heads", "n_head", "n_heads");
        if (fields.has("kv_lora_rank")) {
            int kvRank = fields.required("kv_lora_rank");
            int queryRank = fields.optional(0, "q_lora_rank");
            int rope = fields.required("qk_rope_head_dim");
            int nope = fields.required("qk_nope_head_dim");
            int value = fields.required("v_head_dim");
            fields.raise();
            return new LatentAttention(heads, kvRank, queryRank, rope, nope, value);
        }
        if (fields.has("v_head_dim")
                && fields.has("head_dim")
                && fields.required("v_head_dim") != fields.required("head_dim")) {
            fields.find("v_head_dim is not head_dim, which is not computed without latent attention");
        }
        int kvHeads = keyValueHeads(heads);
        int headDim = fields.size(0, "head_dim", "attention_head_dim", "kv_channels");
        if (headDim == 0) {
            headDim = Math.max(1, hidden / heads);
            if (hidden % heads != 0) {
                fields.find("num_attention_heads is " + heads + "; it must divide hidden_size, which is " + hidden
                        + ", or head_dim must be given");
            }
        }
        fields.product("heads times head_dim", heads, headDim);
        fields.raise();
        return new GroupedQueryAttention(heads, kvHeads, headDim, family.is("gate"));
    }

    /** Falcon says {@code multi_query} for one head, but not in its new architecture; DBRX has a part of its own for it. */
    private int keyValueHeads(int heads) {
        JsonNode part = fields.fields().json("attn_config");
        boolean inPart = part != null && part.hasNonNull("kv_n_heads");
        boolean single = fields.fields().flag("multi_query", family.is("one-kv-head"))
                && !fields.flag("new_decoder_architecture");
        int kvHeads;
        if (blocks != null) {
            kvHeads = heads / blocks.headsInGroup();
        } else if (inPart && part != null) {
            kvHeads = part.path("kv_n_heads").asInt(0);
        } else if (single) {
            kvHeads = 1;
        } else if (family.type().equals("chatglm")) {
            kvHeads = fields.flag("multi_query_attention") ? fields.required("multi_query_group_num") : heads;
        } else {
            kvHeads = fields.size(heads, "num_key_value_heads", "num_kv_heads", "n_head_kv");
        }
        if (kvHeads < 1 || heads % kvHeads != 0) {
            fields.find(
                    "the number of KV heads is " + kvHeads + "; it must divide num_attention_heads, which is " + heads);
            return heads;
        }
        return kvHeads;
    }

    /** Norms, biases, convolutions, learned positions: small, never quantized. */
    private double otherParameters(
            Attention attention, @Nullable LinearAttention linear, FeedForward feedForward, LayerPlan plan) {
        int layers = plan.size();
        double perLayer = family.is("norms4") ? 4 : family.is("one-norm") ? 1 : 2;
        boolean alternating = plan.count(FeedForwardKind.NONE) > 0 || plan.count(AttentionKind.NONE) > 0;
        double norms = (alternating ? 1 : perLayer) * hidden * layers + hidden;
        double recurrent = linear == null ? 0 : plan.count(AttentionKind.LINEAR) * linear.otherParameters();
        return norms + recurrent + biases(attention, feedForward, layers);
    }

    private double biases(Attention attention, FeedForward feedForward, int layers) {
        String type = family.type();
        if (type.equals("opt") && feedForward instanceof DenseFeedForward dense) {
            double positions =
                    (double) hidden * (fields.size(DEFAULT_CONTEXT, "max_position_embeddings") + OPT_POSITION_OFFSET);
            return layers * (4.0 * hidden + dense.intermediate() + hidden) + positions;
        }
        double biases = 0;
        if (attention instanceof GroupedQueryAttention gqa) {
            double qkv = (double) gqa.headDim() * (gqa.heads() + 2 * gqa.kvHeads());
            if (fields.flag("attention_bias")) {
                biases += layers * (qkv + hidden);
            } else if (family.is("qkv-bias")) {
                biases += layers * qkv;
            }
        }
        if (type.equals("gpt_oss") && feedForward instanceof MixtureOfExperts moe) {
            biases += (double) moe.expertLayers(layers) * moe.experts() * (2.0 * moe.intermediate() + hidden + 1);
        }
        boolean learnedPositions = type.equals("gpt2") || type.equals("gpt_bigcode");
        return learnedPositions ? biases + (double) hidden * fields.size(DEFAULT_CONTEXT, "n_positions") : biases;
    }
}
