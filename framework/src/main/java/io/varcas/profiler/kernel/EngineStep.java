package io.varcas.profiler.kernel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One step of vLLM's engine, or several of one composition, as its annotation in a profile names it.
 *
 * @param startSeconds when it began, since the first event of the profile; 0 in a table, which has no times
 * @param seconds its duration, or the mean duration of {@code steps}
 * @param steps number of steps, at least 1
 * @param prefillSequences prompts or chunks of prompts in it
 * @param prefillTokens their tokens
 * @param decodeSequences sequences in it that decode
 * @param decodeTokens their tokens, drafts included
 */
public record EngineStep(
        double startSeconds,
        double seconds,
        long steps,
        int prefillSequences,
        int prefillTokens,
        int decodeSequences,
        int decodeTokens) {

    private static final Pattern NAME =
            Pattern.compile("execute_(?:context|new)_(\\d{1,9})\\((\\d{1,9})\\)_generation_(\\d{1,9})\\((\\d{1,9})\\)");

    /**
     * Returns the step that an annotation names.
     *
     * @param annotation name of the annotation, {@code execute_context_1(5)_generation_2(2)}
     * @param startSeconds when it began
     * @param seconds its duration
     * @param steps number of steps
     * @return the step; empty if the name is not one of a step
     */
    static Optional<EngineStep> of(String annotation, double startSeconds, double seconds, long steps) {
        Matcher name = NAME.matcher(annotation);
        if (!name.find()) {
            return Optional.empty();
        }
        return Optional.of(new EngineStep(
                startSeconds,
                seconds,
                steps,
                Integer.parseInt(name.group(1)),
                Integer.parseInt(name.group(2)),
                Integer.parseInt(name.group(3)),
                Integer.parseInt(name.group(4))));
    }

    /** Returns whether it only decodes. */
    @JsonIgnore
    public boolean isDecode() {
        return prefillTokens == 0;
    }

    /** Returns whether it only processes prompts. */
    @JsonIgnore
    public boolean isPrefill() {
        return decodeTokens == 0;
    }
}
