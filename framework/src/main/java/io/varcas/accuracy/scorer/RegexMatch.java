package io.varcas.accuracy.scorer;

import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.TextScorer;
import io.varcas.annotation.GroundTruth;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expression: 1 if a reference, as a regular expression of {@link Pattern}, is found anywhere in the output, else 0.
 * {@code ^...$} demands the whole output, {@code (?i)} ignores case.
 */
public final class RegexMatch implements TextScorer {

    private final ConcurrentHashMap<String, Pattern> patterns = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return GroundTruth.REGEX;
    }

    @Override
    public Optional<String> defect(GroundTruthItem item) {
        try {
            item.references().forEach(this::pattern);
            return Optional.empty();
        } catch (PatternSyntaxException fault) {
            return Optional.of("its reference is not a regular expression: " + fault.getDescription() + " near index "
                    + fault.getIndex());
        }
    }

    @Override
    public double score(String output, List<String> references) {
        return references.stream()
                        .anyMatch(
                                reference -> pattern(reference).matcher(output).find())
                ? 1
                : 0;
    }

    private Pattern pattern(String reference) {
        return patterns.computeIfAbsent(reference, Pattern::compile);
    }
}
