package io.varcas.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The modules that a quantization leaves in 16 bits, as checkpoints list them: names, names with {@code *}, or regular
 * expressions after {@code re:}, or after {@code -:} as keys of {@code dynamic}.
 *
 * @param patterns tests of a module's name
 */
record LeftOut(List<Predicate<String>> patterns) {

    private static final List<String> NAMES = List.of("ignore", "modules_to_not_convert", "exclude_modules");

    /** Begins a regular expression of {@code dynamic} whose modules are not quantized; it must match from the first character. */
    static final String SKIPPED = "-:";

    private static final List<String> LINEAR_MODULES = List.of("linear_attn.in_proj_qkvz", "linear_attn.out_proj");
    private static final int MOST_PATTERNS = 20_000;
    private static final int LONGEST_PATTERN = 500;

    /** A part of the model, by a module that stands for it in a layer. */
    enum Part {
        ATTENTION,
        DENSE,
        EXPERTS;

        private List<String> modules() {
            return switch (this) {
                case ATTENTION -> List.of("self_attn.q_proj", "self_attn.o_proj");
                case DENSE -> List.of("mlp.up_proj", "mlp.shared_experts.up_proj");
                case EXPERTS -> List.of("mlp.experts.0.up_proj", "mlp.experts.1.up_proj");
            };
        }
    }

    static LeftOut of(String place, JsonNode quantization) {
        List<Predicate<String>> patterns = new ArrayList<>();
        for (String name : NAMES) {
            for (JsonNode element : quantization.path(name)) {
                patterns.add(
                        pattern(place + "." + name, element.isTextual() ? element.textValue() : null, patterns.size()));
            }
        }
        for (Map.Entry<String, JsonNode> module : quantization.path("dynamic").properties()) {
            if (module.getKey().startsWith(SKIPPED)) {
                String expression = "re:^(?:" + module.getKey().substring(SKIPPED.length()) + ")";
                patterns.add(pattern(place + ".dynamic", expression, patterns.size()));
            }
        }
        return new LeftOut(patterns);
    }

    private static Predicate<String> pattern(String place, @Nullable String text, int before) {
        if (text == null || text.length() > LONGEST_PATTERN || before >= MOST_PATTERNS) {
            throw new IllegalArgumentException(place + " must contain at most " + MOST_PATTERNS + " names of at most "
                    + LONGEST_PATTERN + " characters");
        }
        return pattern(place, text);
    }

    /** Returns the share of a part's modules that is left out, over the model's layers. */
    double share(Part part, LayerPlan plan) {
        if (patterns.isEmpty()) {
            return 0;
        }
        int modules = 0;
        int out = 0;
        for (int layer = 0; layer < plan.size(); layer++) {
            if (!applies(part, layer, plan)) {
                continue;
            }
            boolean linear = part == Part.ATTENTION && plan.attention().get(layer) == AttentionKind.LINEAR;
            for (String module : linear ? LINEAR_MODULES : part.modules()) {
                String name = "model.layers." + layer + "." + module;
                modules++;
                out += patterns.stream()
                                .anyMatch(pattern -> pattern.test(name) || pattern.test("language_model." + name))
                        ? 1
                        : 0;
            }
        }
        return modules == 0 ? 0 : (double) out / modules;
    }

    private static boolean applies(Part part, int layer, LayerPlan plan) {
        return switch (part) {
            case ATTENTION -> plan.attention().get(layer) != AttentionKind.NONE;
            case DENSE -> plan.feedForward().get(layer) != FeedForwardKind.NONE;
            case EXPERTS -> plan.feedForward().get(layer) == FeedForwardKind.EXPERTS;
        };
    }

    private static Predicate<String> pattern(String place, String text) {
        try {
            if (text.startsWith("re:")) {
                return Pattern.compile(text.substring(3)).asPredicate();
            }
            if (text.contains("*")) {
                String quoted = Pattern.quote(text).replace("*", "\\E.*\\Q");
                return Pattern.compile("(?:^|\\.)" + quoted + "$").asPredicate();
            }
            return name -> name.equals(text)
                    || name.contains("." + text + ".")
                    || name.endsWith("." + text)
                    || name.startsWith(text + ".");
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    place + " holds the regular expression \"" + text.replaceAll("\\p{Cntrl}", "?")
                            + "\", which is not one",
                    e);
        }
    }
}
