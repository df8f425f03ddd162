package io.varcas.model;

import io.varcas.document.Fields;
import java.util.Optional;

/** Reads the widths of dense networks and experts. */
final class FeedForwardConfig {

    private final ConfigFields fields;
    private final int hidden;
    private final LayerPlan plan;

    FeedForwardConfig(ConfigFields fields, int hidden, LayerPlan plan) {
        this.fields = fields;
        this.hidden = hidden;
        this.plan = plan;
    }

    FeedForward read() {
        boolean gated = !fields.family().is("ungated");
        if (plan.count(FeedForwardKind.EXPERTS) == 0) {
            int width = denseWidth();
            fields.raise();
            return new DenseFeedForward(width, gated);
        }
        Optional<Fields> part = fields.fields().optionalChild("ffn_config"); // DBRX
        int experts = FeedForwardPlan.experts(fields);
        int perToken = part.isPresent()
                ? part.get().integer("moe_top_k")
                : fields.required(
                        "num_experts_per_tok",
                        "num_experts_per_token",
                        "experts_per_token",
                        "moe_k",
                        "moe_top_k",
                        "moe_topk");
        int width = part.isPresent()
                ? part.get().integer("ffn_hidden_size")
                : fields.required("moe_intermediate_size", "intermediate_size");
        if (experts < 2 || perToken < 1 || perToken > experts) {
            fields.find("experts per token are " + perToken + " of " + experts
                    + "; they must be from 1 to the number of experts, which is at least 2");
        }
        if (width < 1 || width > ConfigFields.MOST) {
            fields.find("the width of an expert is " + width + "; it must be from 1 to " + ConfigFields.MOST);
        }
        int shared = shared(width);
        int dense = plan.count(FeedForwardKind.DENSE);
        int denseWidth = dense == 0 ? 0 : fields.required("intermediate_size_mlp", "intermediate_size");
        fields.raise();
        return new MixtureOfExperts(experts, perToken, width, shared, dense, denseWidth, gated);
    }

    private int shared(int width) {
        int given = fields.optional(
                0,
                "shared_expert_intermediate_size",
                "moe_shared_expert_intermediate_size",
                "shared_intermediate_size");
        int one = fields.family().type().equals("llama4_text") ? 1 : 0;
        int count = fields.optional(one, "n_shared_experts", "moe_num_shared_experts", "num_shared_experts");
        if (given > 0) {
            return given;
        }
        return fields.product("the width of the shared experts", count, width);
    }

    /** LFM2 writes a width from which the real one follows; GPT-2 and its kin leave four times the hidden size unsaid. */
    private int denseWidth() {
        if (plan.count(FeedForwardKind.DENSE) == 0) {
            return 1;
        }
        if (fields.has("block_ff_dim") || fields.family().type().equals("lfm2")) {
            int width = fields.required("block_ff_dim", "intermediate_size");
            if (!fields.fields().flag("block_auto_adjust_ff_dim", true)) {
                return width;
            }
            int multiple = fields.size(256, "block_multiple_of");
            return (2 * width / 3 + multiple - 1) / multiple * multiple;
        }
        if (fields.family().type().equals("granitemoehybrid") && fields.has("shared_intermediate_size")) {
            return fields.required("shared_intermediate_size");
        }
        String[] names = {"intermediate_size", "ffn_dim", "n_inner", "ffn_hidden_size"};
        return fields.family().is("wide4")
                ? fields.size(fields.product("four times hidden_size", 4, hidden), names)
                : fields.required(names);
    }
}
