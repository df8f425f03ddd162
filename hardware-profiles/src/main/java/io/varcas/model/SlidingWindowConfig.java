package io.varcas.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads which layers have a sliding window: from the list of layer types, the pattern, or the window alone. */
final class SlidingWindowConfig {

    private SlidingWindowConfig() {}

    static @Nullable SlidingWindow read(ConfigFields fields, int layers) {
        int tokens = fields.optional(0, "sliding_window");
        if (tokens == 0 || !fields.fields().flag("use_sliding_window", true)) {
            return null;
        }
        List<String> types = fields.fields().texts("layer_types");
        int pattern = fields.optional(0, "sliding_window_pattern", "_sliding_window_pattern");
        int windowed;
        if (!types.isEmpty()) {
            windowed = (int) types.stream()
                    .filter(type -> type.equals("sliding_attention"))
                    .count();
        } else if (pattern > 0) {
            windowed = layers - layers / pattern; // every pattern-th layer sees everything
        } else {
            windowed = layers;
        }
        return windowed == 0 ? null : new SlidingWindow(tokens, windowed);
    }
}
