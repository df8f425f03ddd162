package io.varcas.model;

import io.varcas.validation.Violations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The kinds of a model's layers, first to last.
 *
 * @param attention the attention of each layer
 * @param feedForward the network after it, one for each layer
 */
public record LayerPlan(List<AttentionKind> attention, List<FeedForwardKind> feedForward) {

    /** More layers than any model has. */
    static final int MOST_LAYERS = 10_000;

    /**
     * @throws IllegalArgumentException if the lists differ in length or are empty
     */
    public LayerPlan {
        attention = List.copyOf(attention);
        feedForward = List.copyOf(feedForward);
        Violations.in("layers")
                .atLeast(1, "layers", attention.size(), "")
                .findIf(
                        attention.size() != feedForward.size(),
                        attention.size() + " layers have an attention and " + feedForward.size() + " a feed-forward")
                .raise();
    }

    /** Returns how many layers there are. */
    public int size() {
        return attention.size();
    }

    /** Returns the layers with that attention. */
    public int count(AttentionKind kind) {
        return Collections.frequency(attention, kind);
    }

    /** Returns the layers with that feed-forward. */
    public int count(FeedForwardKind kind) {
        return Collections.frequency(feedForward, kind);
    }

    /** Returns the plan in words: {@code 48 layers: 12 full attention, 36 linear attention or state space; 48 experts}. */
    public String describe() {
        List<String> mixers = new ArrayList<>();
        for (AttentionKind kind : AttentionKind.values()) {
            if (count(kind) > 0) {
                mixers.add(count(kind) + " " + kind.label());
            }
        }
        List<String> networks = new ArrayList<>();
        for (FeedForwardKind kind : FeedForwardKind.values()) {
            if (count(kind) > 0) {
                networks.add(count(kind) + " " + kind.label());
            }
        }
        return size() + " layers: " + String.join(", ", mixers) + "; " + String.join(", ", networks);
    }
}
