package io.varcas.metric;

import io.varcas.record.Outcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * Counts over the requests that were due in the measurement phase.
 *
 * @param outcomes requests by outcome
 * @param errors requests by error line, the most frequent of them
 * @param warnings requests by what was unusual about their responses, the most frequent of it
 * @param statuses requests by HTTP status
 * @param empty completed requests without a single output token
 * @param shortened completed requests with fewer output tokens, by the server's count, than were asked for
 * @param lengthened completed requests with more output tokens, by the server's count, than were asked for
 * @param uncounted completed requests whose tokens were not counted: each event stands for one
 * @param countedAgain completed requests whose tokens the server did not count, and a tokenizer did from their text
 * @param cachedTokens prompt tokens from the server's prefix cache
 * @param promptTokens prompt tokens of completed requests, if any of their responses told of the prefix cache: older
 *     vLLM leaves out what is zero; else 0
 * @param lateStarts requests due in the windows and sent after their end, or never
 * @param clientLimited requests, also of the warm-up, that failed because the client's machine had no descriptor, port
 *     or memory left
 * @param dueDispersion variance over mean of the requests due in each whole second; NaN if there are too few seconds
 * @param sentDispersion the same of the requests sent
 */
public record RequestCounts(
        Map<Outcome, Long> outcomes,
        Map<String, Long> errors,
        Map<String, Long> warnings,
        SortedMap<Integer, Long> statuses,
        long empty,
        long shortened,
        long lengthened,
        long uncounted,
        long countedAgain,
        long cachedTokens,
        long promptTokens,
        long lateStarts,
        long clientLimited,
        double dueDispersion,
        double sentDispersion) {

    /** Copies the maps. */
    public RequestCounts {
        Map<Outcome, Long> copy = new EnumMap<>(Outcome.class);
        copy.putAll(outcomes);
        outcomes = Collections.unmodifiableMap(copy);
        errors = Map.copyOf(errors);
        warnings = Map.copyOf(warnings);
        statuses = Collections.unmodifiableSortedMap(statuses);
    }

    /** Returns all of them. */
    public long due() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns those that failed; what the client closed is unfinished. */
    public long failed() {
        return outcomes.entrySet().stream()
                .filter(outcome -> outcome.getKey().isFailure())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
