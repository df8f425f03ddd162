package io.varcas.reports.peer;

import io.varcas.record.RequestRecord;
import io.varcas.stats.PercentileRule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * MLPerf LoadGen 6.0: latency from the scheduled time; TPOT over the tokens after the first chunk. It has no gaps.
 * Latency is that of a query: of the slowest of the samples that a user of its multi-stream scenario sends at once.
 */
final class MlperfView extends PeerView {

    private final Map<Integer, Query> open = new HashMap<>();

    /**
     * Samples that a user sent at once.
     *
     * @param dueNanos when
     * @param seconds latency of the slowest of those seen
     */
    private record Query(long dueNanos, double seconds) {}

    MlperfView() {
        super(
                "mlperf",
                "from the scheduled time, latency until the stream closes, of a batch that of its slowest; TPOT over"
                        + " the tokens after the first chunk; percentiles by the lower rank",
                PercentileRule.LOWER);
    }

    @Override
    void sample(RequestRecord request, PeerTimes times) {
        take(PeerFigure.TTFT, times.firstText() - times.due());
        latency(request, times.closed() - times.due());
        int after = request.output().tokens() - request.firstTextTokens();
        if (after > 0) {
            take(PeerFigure.TPOT, (times.lastText() - times.firstText()) / after);
        }
    }

    @Override
    Optional<PeerSample> sample(PeerFigure figure) {
        open.values().forEach(this::take);
        open.clear();
        return super.sample(figure);
    }

    /** A user has one query at a time: the first sample of the next one ends it. */
    private void latency(RequestRecord request, double seconds) {
        if (request.user() < 0) {
            take(PeerFigure.E2E, seconds);
            return;
        }
        Query before = open.get(request.user());
        boolean same = before != null && before.dueNanos() == request.intendedNanos();
        if (before != null && !same) {
            take(before);
        }
        double slowest = before != null && same ? Math.max(before.seconds(), seconds) : seconds;
        open.put(request.user(), new Query(request.intendedNanos(), slowest));
    }

    private void take(Query query) {
        take(PeerFigure.E2E, query.seconds());
    }
}
