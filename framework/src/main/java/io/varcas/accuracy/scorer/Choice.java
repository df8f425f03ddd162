package io.varcas.accuracy.scorer;

import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import io.varcas.annotation.GroundTruth;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Multiple choice: the chosen letter, A to J, is that of the reference, such as {@code B} or {@code (B)}. Taken is the last letter
 * that the text states ("... is B", ": B" after the usual word), else the one that it begins with ({@code B}, {@code B.},
 * {@code (B)}), else the last one in parentheses. An output without any of them scores 0.
 */
public final class Choice implements Scorer {

    private static final Pattern STATED =
            Pattern.compile("(?i:answer(?:\\s+is)?\\s*:?\\s*)\\**\\(?([A-J])\\b\\)?(?!')");
    private static final Pattern FIRST = Pattern.compile("^\\s*\\**\\(?([A-Ja-j])(?:[).:*]|\\s*$)");
    private static final Pattern IN_PARENTHESES = Pattern.compile("\\(([A-J])\\)");

    @Override
    public String name() {
        return GroundTruth.CHOICE;
    }

    @Override
    public Optional<String> defect(GroundTruthItem item) {
        return item.references().stream()
                .filter(reference -> first(FIRST, reference).isEmpty())
                .findFirst()
                .map(reference -> "its reference \"" + reference + "\" is not a letter from A to J, such as B or (B)");
    }

    @Override
    public Grade grade(GroundTruthItem item, Attempt.Answered output) {
        String text = output.text();
        Optional<String> chosen =
                last(STATED, text).or(() -> first(FIRST, text)).or(() -> last(IN_PARENTHESES, text));
        return chosen.map(letter -> Grade.of(
                        item.references().stream()
                                .anyMatch(reference -> first(FIRST, reference).equals(chosen)),
                        "chose " + letter))
                .orElseGet(() -> new Grade.Scored(0, "no choice found"));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1).toUpperCase(Locale.ROOT)) : Optional.empty();
    }

    private static Optional<String> last(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .reduce((earlier, later) -> later);
    }
}
