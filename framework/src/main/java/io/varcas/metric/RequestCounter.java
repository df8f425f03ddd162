package io.varcas.metric;

import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts what the metrics do not say. */
final class RequestCounter {

    /** Different lines of a kind that are told apart; the rest is counted as one. */
    private static final int LINES = 50;

    private static final String OTHER_ERRORS = "other errors";
    private static final String OTHER_WARNINGS = "other warnings";

    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Map<String, Long> errors = new HashMap<>();
    private final Map<String, Long> warnings = new HashMap<>();
    private final TreeMap<Integer, Long> statuses = new TreeMap<>();
    private final Dispersion dueDispersion = new Dispersion();
    private final Dispersion sentDispersion = new Dispersion();
    private Span span = new Span(0, 0);
    private long empty;
    private long shortened;
    private long lengthened;
    private long clientLimited;
    private long uncounted;
    private long countedAgain;
    private long cachedTokens;
    private long promptTokens;
    private boolean tellsOfCache;
    private long lateStarts;

    void begin(Span measured) {
        span = measured;
        dueDispersion.begin(measured);
        sentDispersion.begin(measured);
    }

    void add(RequestRecord request) {
        // What a cap held back was meant to leave otherwise than it was due, up to when the cap let it go.
        request.sentNanos().ifPresent(at -> sentDispersion.add(request.intendedNanos() + at - request.sendableNanos()));
        clientLimited += ClientLimits.ended(request) ? 1 : 0;
        if (!span.contains(request.intendedNanos())) {
            return;
        }
        dueDispersion.add(request.intendedNanos());
        if (request.sendableNanos() < span.endNanos()
                && request.sentNanos().orElse(Long.MAX_VALUE) >= span.endNanos()) {
            lateStarts++;
        }
        outcomes.merge(request.outcome(), 1L, Long::sum);
        request.status().ifPresent(status -> statuses.merge(status, 1L, Long::sum));
        request.error().ifPresent(line -> count(errors, line, OTHER_ERRORS, 1));
        request.warnings().forEach(line -> count(warnings, line, OTHER_WARNINGS, 1));
        if (request.outcome() == Outcome.COMPLETED) {
            addCompleted(request);
        }
    }

    /** Adds requests that were due in the windows and were never made. */
    void addNeverMade(long requests, boolean late) {
        if (requests > 0) {
            lateStarts += late ? requests : 0;
            outcomes.merge(Outcome.CANCELLED, requests, Long::sum);
            count(errors, RequestRecord.NOT_SENT, OTHER_ERRORS, requests);
        }
    }

    RequestCounts counts() {
        return new RequestCounts(
                outcomes,
                errors,
                warnings,
                statuses,
                empty,
                shortened,
                lengthened,
                uncounted,
                countedAgain,
                cachedTokens,
                tellsOfCache ? promptTokens : 0,
                lateStarts,
                clientLimited,
                dueDispersion.index(),
                sentDispersion.index());
    }

    private static void count(Map<String, Long> lines, String line, String others, long requests) {
        lines.merge(lines.size() < LINES || lines.containsKey(line) ? line : others, requests, Long::sum);
    }

    private void addCompleted(RequestRecord request) {
        int tokens = request.output().tokens();
        empty += tokens == 0 ? 1 : 0;
        switch (request.output().source()) {
            case USAGE -> {
                shortened += tokens > 0 && tokens < request.askedTokens() ? 1 : 0;
                lengthened += request.askedTokens() > 0 && tokens > request.askedTokens() ? 1 : 0;
            }
            case TOKENIZER -> countedAgain++;
            default -> uncounted++;
        }
        tellsOfCache |= request.cachedTokens().isPresent();
        cachedTokens += request.cachedTokens().orElse(0);
        promptTokens += request.input().tokens();
    }
}
