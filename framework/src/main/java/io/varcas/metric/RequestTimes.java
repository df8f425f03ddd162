package io.varcas.metric;

import io.varcas.record.EventKind;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;

/**
 * The times of one request that metrics are computed from. Times are nanoseconds since the start of the load;
 * {@link #NONE} where there is none.
 *
 * @param firstText first chunk with text of a stream
 * @param firstAnswer first chunk of a stream with text that is not reasoning
 * @param lastText last chunk with text
 * @param textEvents chunks with text
 * @param longestGap longest gap between chunks with text
 */
public record RequestTimes(long firstText, long firstAnswer, long lastText, int textEvents, long longestGap) {

    /** Missing time. */
    public static final long NONE = Long.MIN_VALUE;

    /** Computes the times. */
    public static RequestTimes of(Timeline events) {
        long firstText = NONE;
        long firstAnswer = NONE;
        long lastText = NONE;
        long longestGap = NONE;
        int count = 0;
        for (int i = 0; i < events.size(); i++) {
            EventKind kind = events.kind(i);
            if (!kind.isText()) {
                continue;
            }
            long at = events.nanos(i);
            if (count++ > 0) {
                longestGap = Math.max(longestGap, at - lastText);
            }
            if (kind != EventKind.WHOLE) {
                firstText = firstText == NONE ? at : firstText;
                firstAnswer = firstAnswer == NONE && kind != EventKind.REASONING ? at : firstAnswer;
            }
            lastText = at;
        }
        return new RequestTimes(firstText, firstAnswer, lastText, count, longestGap);
    }

    /**
     * Returns a per-request metric of a completed request, in nanoseconds (per token); {@link #NONE} where it is not defined.
     *
     * @param metric a metric of single requests
     * @param request the request these are the times of
     * @throws IllegalArgumentException if the metric is not one of single requests
     */
    public long nanos(Metric metric, RequestRecord request) {
        long due = request.intendedNanos();
        long sent = request.sentNanos().orElse(due);
        return switch (metric) {
            case TTFT -> since(due, firstText);
            case TTFT_SERVICE -> since(sent, firstText);
            case TTFA -> since(due, firstAnswer);
            case E2E -> since(due, lastText);
            case E2E_SERVICE -> since(sent, lastText);
            case TPOT -> timePerToken(request);
            case STALL_MAX -> longestGap;
            default -> throw new IllegalArgumentException(metric.label() + " is not a metric of single requests");
        };
    }

    private static long since(long start, long event) {
        return event == NONE ? NONE : event - start;
    }

    /** Needs two reads at least: a response that arrived at once tells nothing of the pace it was written at. */
    private long timePerToken(RequestRecord request) {
        int after = request.output().tokens() - request.firstTextTokens();
        return after <= 0 || textEvents < 2 ? NONE : Math.round((double) (lastText - firstText) / after);
    }
}
