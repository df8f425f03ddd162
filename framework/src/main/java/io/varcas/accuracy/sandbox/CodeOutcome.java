package io.varcas.accuracy.sandbox;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.annotation.GroundTruth;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class of the end of a program with tests. */
public enum CodeOutcome {
    /** Every test passed. */
    PASSED("passed"),
    /** An assertion failed. */
    ASSERTION("failed an assertion"),
    /** The program ended in another error, or before its tests did. */
    ERROR("error"),
    /** It used up its time. */
    TIMED_OUT("timed out"),
    /** It wanted more memory than its limit. */
    OVER_MEMORY("over memory"),
    /** It printed more than its limit. */
    OVER_OUTPUT("over output"),
    /** The output of the model has no code. */
    NO_CODE("no code found"),
    /** The sandbox itself failed, so that nothing is known about the program. */
    SANDBOX_FAULT("sandbox fault");

    private final String label;

    CodeOutcome(String label) {
        this.label = label;
    }

    /** Returns the name for people. */
    public String label() {
        return label;
    }

    /**
     * Returns how often each class occurs among the outputs that the scorer {@code code-execution} graded, in one line; empty if it
     * graded none.
     */
    public static Optional<String> counts(AccuracyResult accuracy) {
        Map<CodeOutcome, Integer> counts = new EnumMap<>(CodeOutcome.class);
        accuracy.items().stream()
                .flatMap(item -> item.detail().stream())
                .flatMap(detail -> Stream.of(GroundTruth.CODE_EXECUTION, GroundTruth.BY_TYPE)
                        .map(detail.notes()::get)
                        .filter(Objects::nonNull)
                        .limit(1))
                .flatMap(note -> of(note).stream())
                .forEach(outcome -> counts.merge(outcome, 1, Integer::sum));
        return counts.isEmpty()
                ? Optional.empty()
                : Optional.of("programs: "
                        + counts.entrySet().stream()
                                .map(count -> count.getKey().label + " " + count.getValue())
                                .collect(Collectors.joining(", ")));
    }

    /** Returns the outcome of a note that {@link CodeResult#note()} wrote; empty for any other text. */
    public static Optional<CodeOutcome> of(String note) {
        return Arrays.stream(values())
                .filter(outcome -> note.equals(outcome.label) || note.startsWith(outcome.label + ": "))
                .findFirst();
    }
}
