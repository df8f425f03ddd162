package io.varcas.tune.step;

import io.varcas.validation.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A kind of work that engine steps do. */
public enum StepKind {
    /** A batch of new prompts is read; each response has one token. */
    PREFILL,
    /** A batch of sequences with a given context generates tokens, and no prompt is read. */
    DECODE,
    /** Half of a batch generates tokens while the prompts of the other half arrive and are read. */
    MIXED;

    /** Returns the word in files, flags and reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether prompts of a given length are read while it is measured. */
    public boolean readsPrompts() {
        return this != DECODE;
    }

    /** Returns whether tokens are generated while it is measured. */
    public boolean decodes() {
        return this != PREFILL;
    }

    /**
     * Returns the kind of a word.
     *
     * @param label such as {@code decode}
     * @throws IllegalArgumentException if there is none; one line with the nearest
     */
    public static StepKind labelled(String label) {
        List<String> labels = Arrays.stream(values()).map(StepKind::label).toList();
        return Arrays.stream(values())
                .filter(kind -> kind.label().equalsIgnoreCase(label.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown kind \"" + label + "\"" + DidYouMean.hint(label, labels)));
    }
}
