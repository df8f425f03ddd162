package io.varcas.model;

import com.fasterxml.jackson.databind.node.TextNode;
import io.varcas.document.Fields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads linear attention and state-space layers. The formulas are those of the models' code in transformers and vLLM (2025
 * to 2026); the table test holds them against published parameter counts.
 */
final class LinearAttentionConfig {

    private static final int HALF_BYTES = 2;
    private static final int SINGLE_BYTES = 4;

    private final ConfigFields fields;
    private final double hidden;

    LinearAttentionConfig(ConfigFields fields, int hidden) {
        this.fields = fields;
        this.hidden = hidden;
    }

    /** Reads the layers of linear attention; null if there are none. */
    @Nullable
    LinearAttention read(LayerPlan plan) {
        if (plan.count(AttentionKind.LINEAR) == 0) {
            return null;
        }
        if (plan.count(AttentionKind.FULL) == 0) {
            fields.find("no layer has attention, and models of state space alone are not computed");
            return null;
        }
        return switch (fields.family().linear().orElse("")) {
            case "mamba1" -> mamba1();
            case "mamba2" -> mamba2();
            case "gdn" -> gatedDeltaNet();
            case "lightning" -> lightning();
            case "kda" -> kimiDelta();
            default -> shortConvolution();
        };
    }

    private LinearAttention mamba1() {
        double inner = hidden * fields.size(2, "mamba_expand");
        int state = fields.size(16, "mamba_d_state");
        int kernel = fields.size(4, "mamba_d_conv");
        boolean auto = fields.fields().json("mamba_dt_rank") instanceof TextNode;
        double rank = auto ? Math.ceil(hidden / 16) : fields.size((int) Math.ceil(hidden / 16), "mamba_dt_rank");
        double matrices = hidden * 2 * inner + inner * (rank + 2.0 * state) + rank * inner + inner * hidden;
        double other = inner * (kernel + 1) + inner + inner * state + inner + rank + 2.0 * state;
        return made(
                "mamba",
                (int) Math.min(inner, ConfigFields.MOST),
                matrices,
                other,
                inner * (kernel - 1),
                inner * state);
    }

    private LinearAttention mamba2() {
        int heads = fields.required("mamba_num_heads", "mamba_n_heads");
        double expanded = hidden * fields.size(2, "mamba_expand", "expand");
        boolean auto = fields.fields().json("mamba_d_head") instanceof TextNode;
        double dim = auto
                ? expanded / heads
                : fields.size((int) Math.max(1, expanded / heads), "mamba_head_dim", "mamba_d_head");
        int state = fields.required("ssm_state_size", "mamba_d_state");
        int groups = fields.size(1, "n_groups", "mamba_n_groups");
        int kernel = fields.size(4, "conv_kernel", "mamba_d_conv");
        double inner = heads * dim;
        double convolved = inner + 2.0 * groups * state;
        double matrices = hidden * (inner + convolved + heads) + inner * hidden;
        double other = convolved * (kernel + 1) + 3.0 * heads + inner;
        return made("mamba2", heads, matrices, other, convolved * (kernel - 1), inner * state);
    }

    private LinearAttention gatedDeltaNet() {
        int keyHeads = fields.required("linear_num_key_heads");
        int valueHeads = fields.required("linear_num_value_heads");
        double key = (double) keyHeads * fields.required("linear_key_head_dim");
        int valueDim = fields.required("linear_value_head_dim");
        double value = (double) valueHeads * valueDim;
        int kernel = fields.size(4, "linear_conv_kernel_dim");
        double convolved = 2 * key + value;
        double matrices = hidden * (2 * key + 2 * value + 2.0 * valueHeads) + value * hidden;
        double other = convolved * kernel + 2.0 * valueHeads + valueDim;
        return made("gated delta net", keyHeads, matrices, other, convolved * (kernel - 1), value * (key / keyHeads));
    }

    private LinearAttention lightning() {
        int heads = fields.required("num_attention_heads");
        int dim = fields.size((int) Math.max(1, hidden / heads), "head_dim");
        double inner = (double) heads * dim;
        return made("lightning attention", heads, 5 * hidden * inner, inner, 0, inner * dim);
    }

    private LinearAttention kimiDelta() {
        Optional<Fields> part = fields.fields().optionalChild("linear_attn_config");
        int heads = part.map(child -> child.integer("num_heads")).orElse(0);
        int dim = part.map(child -> child.integer("head_dim")).orElse(0);
        int kernel =
                part.map(child -> child.integer("short_conv_kernel_size", 4)).orElse(4);
        if (heads < 1 || dim < 1 || kernel < 1 || heads > ConfigFields.MOST || dim > ConfigFields.MOST) {
            fields.find("linear_attn_config must give num_heads, head_dim and short_conv_kernel_size, each at least 1");
            return made("Kimi delta attention", 1, 1, 0, 0, 0);
        }
        double inner = (double) heads * dim;
        double gates = 2 * (hidden * dim + dim * inner);
        double matrices = 4 * hidden * inner + gates + hidden * heads;
        double other = 3 * inner * kernel + heads + inner + dim;
        return made("Kimi delta attention", heads, matrices, other, 3 * inner * (kernel - 1), inner * dim);
    }

    private LinearAttention shortConvolution() {
        int kernel = fields.size(3, "conv_L_cache");
        double width = fields.size((int) hidden, "conv_dim");
        return made(
                "short convolution",
                (int) width,
                hidden * 3 * width + width * hidden,
                width * kernel,
                width * (kernel - 1),
                0);
    }

    private LinearAttention made(
            String name, int heads, double matrices, double other, double convolution, double state) {
        String dtype = fields.fields()
                .optionalText("mamba_ssm_cache_dtype")
                .or(() -> fields.fields().optionalText("mamba_ssm_dtype"))
                .orElse("");
        int bytes = dtype.equals("float32") ? SINGLE_BYTES : HALF_BYTES;
        return new LinearAttention(name, heads, matrices, other, convolution, state, bytes);
    }
}
