package io.varcas.reports.peer;

import io.varcas.record.RequestRecord;
import io.varcas.stats.PercentileRule;

/** inference-perf 0.7, commit 7de5ef2e (2026-08): latency until the stream closes, TPOT over the tokens after the first. */
final class InferencePerfView extends PeerView {

    InferencePerfView() {
        super(
                "inference-perf",
                "from the actual send, latency until the stream closes; TPOT = (last - first token)/(N - 1)",
                PercentileRule.LINEAR);
    }

    @Override
    void sample(RequestRecord request, PeerTimes times) {
        int tokens = request.output().tokens();
        take(PeerFigure.TTFT, times.firstText() - times.sent());
        take(PeerFigure.E2E, times.closed() - times.sent());
        if (tokens > 1) {
            take(PeerFigure.TPOT, (times.lastText() - times.firstText()) / (tokens - 1));
        }
    }
}
