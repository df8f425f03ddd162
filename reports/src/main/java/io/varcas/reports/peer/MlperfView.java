package io.varcas.reports.peer;

import io.varcas.metric.RequestRecord;
import io.varcas.stats.PercentileRule;

/** MLPerf LoadGen 6.0: latency from the scheduled time; TPOT over the tokens after the first event. It has no gaps. */
final class MlperfView extends PeerView {

    MlperfView() {
        super(
                "mlperf",
                "from the scheduled time, latency until the stream closes; TPOT over the tokens after the first event; percentiles by the lower rank",
                PercentileRule.LOWER);
    }

    @Override
    void sample(RequestRecord request, PeerTimes times) {
        take(PeerFigure.TTFT, times.firstText() - times.due());
        take(PeerFigure.E2E, times.closed() - times.due());
        int after = request.output().tokens() - request.firstTextTokens();
        if (after > 0) {
            take(PeerFigure.TPOT, (times.lastText() - times.firstText()) / after);
        }
    }
}
