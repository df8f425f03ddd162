package io.varcas.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.figure.Document;
import io.varcas.figure.Fields;
import io.varcas.figure.Figure;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the shape of a model from a Hugging Face {@code config.json}.
 *
 * <p>Fields it does not know are left alone; a multimodal model is read by its {@code text_config}. Families whose files
 * leave sizes to the defaults of the transformers library (Gemma 2 and 3) get those defaults.
 */
final class HuggingFaceConfig {

    /** Families with a two-matrix feed-forward network. */
    private static final Set<String> UNGATED = Set.of("opt", "gpt2", "gpt_neox", "gpt_bigcode", "starcoder2", "phi");

    /** Families with biases on the query, key and value projections although their files do not say so. */
    private static final Set<String> QKV_BIAS = Set.of("qwen2", "qwen2_moe");

    private static final int OPT_POSITION_OFFSET =
            2; // OPT's table of learned positions has two rows more than positions

    private HuggingFaceConfig() {}

    static ModelArchitecture read(Document config, String id, List<String> aliases, @Nullable Figure published) {
        JsonNode text = config.root().get("text_config");
        Document inner = text == null ? config : new Document(config.name() + " text_config", text);
        ConfigFields fields = new ConfigFields(Fields.of(inner), config.root());
        int layers = fields.required("num_hidden_layers", "n_layer");
        int hidden = fields.required("hidden_size", "n_embd");
        int vocabulary = fields.required("vocab_size");
        boolean tied = fields.tiedEmbeddings();
        int context = fields.optional(2_048, "max_position_embeddings", "n_positions");
        Attention attention = attention(fields, hidden);
        FeedForward feedForward = feedForward(fields, hidden, layers);
        @Nullable SlidingWindow window = SlidingWindowConfig.read(fields, layers);
        @Nullable Precision shipped = QuantizationConfig.read(config);
        fields.raise();
        double other = otherParameters(fields, attention, feedForward, layers, hidden);
        return new ModelArchitecture(
                id,
                aliases,
                layers,
                hidden,
                vocabulary,
                tied,
                attention,
                feedForward,
                window,
                other,
                context,
                shipped,
                published);
    }

    private static Attention attention(ConfigFields fields, int hidden) {
        int heads = fields.required("num_attention_heads", "n_head");
        if (fields.has("kv_lora_rank")) {
            int kvRank = fields.required("kv_lora_rank");
            int queryRank = fields.optional(0, "q_lora_rank");
            int rope = fields.required("qk_rope_head_dim");
            int nope = fields.required("qk_nope_head_dim");
            int value = fields.required("v_head_dim");
            fields.raise();
            return new LatentAttention(heads, kvRank, queryRank, rope, nope, value);
        }
        fields.raise();
        int kvHeads = fields.optional(heads, "num_key_value_heads");
        int headDim = fields.optional(hidden / Math.max(heads, 1), "head_dim");
        return new GroupedQueryAttention(heads, kvHeads, headDim);
    }

    private static FeedForward feedForward(ConfigFields fields, int hidden, int layers) {
        int experts = fields.optional(0, "num_experts", "num_local_experts", "n_routed_experts");
        if (experts < 2) {
            int width = fields.optional(4 * hidden, "intermediate_size", "ffn_dim", "n_inner");
            return new DenseFeedForward(width, !UNGATED.contains(fields.type()));
        }
        int perToken = fields.required("num_experts_per_tok", "num_experts_per_token", "experts_per_token");
        int width = fields.required("moe_intermediate_size", "intermediate_size");
        int shared = fields.optional(0, "shared_expert_intermediate_size");
        if (shared == 0) {
            shared = fields.optional(fields.type().startsWith("llama4") ? 1 : 0, "n_shared_experts") * width;
        }
        int step = fields.optional(1, "interleave_moe_layer_step", "decoder_sparse_step");
        int dense = Math.max(fields.optional(0, "first_k_dense_replace"), layers - layers / step);
        int denseWidth = dense == 0 ? 0 : fields.required("intermediate_size_mlp", "intermediate_size");
        fields.raise();
        return new MixtureOfExperts(experts, perToken, width, shared, dense, denseWidth);
    }

    /** Norms (two a layer and one at the end), biases, learned positions: small, never quantized. */
    private static double otherParameters(
            ConfigFields fields, Attention attention, FeedForward feedForward, int layers, int hidden) {
        double norms = 2.0 * hidden * layers + hidden;
        String type = fields.type();
        if (type.equals("opt") && feedForward instanceof DenseFeedForward dense) {
            double biases = layers * (4.0 * hidden + dense.intermediate() + hidden);
            double positions =
                    (double) hidden * (fields.optional(2_048, "max_position_embeddings") + OPT_POSITION_OFFSET);
            return norms + biases + positions;
        }
        double biases = 0;
        if (attention instanceof GroupedQueryAttention gqa) {
            double qkv = (double) gqa.headDim() * (gqa.heads() + 2 * gqa.kvHeads());
            if (fields.flag("attention_bias")) {
                biases += layers * (qkv + hidden);
            } else if (QKV_BIAS.contains(type)) {
                biases += layers * qkv;
            }
        }
        if (type.equals("gpt_oss") && feedForward instanceof MixtureOfExperts moe) {
            biases += (double) moe.expertLayers(layers) * moe.experts() * (2.0 * moe.intermediate() + hidden + 1);
        }
        return norms + biases;
    }
}
