package io.varcas.reports.peer;

import io.varcas.record.RequestRecord;
import io.varcas.stats.PercentileRule;

/** The original Python harness: of the requests that finished while it looked, from before the connection was had. */
final class OriginalView extends PeerView {

    OriginalView() {
        super(
                "varcas-py",
                "from before the connection is had, finished requests only; TPOT over characters divided by four",
                PercentileRule.LINEAR);
    }

    @Override
    void sample(RequestRecord request, PeerTimes times) {
        int tokens = request.output().tokens();
        take(PeerFigure.TTFT, times.firstText() - times.sent());
        take(PeerFigure.E2E, times.lastText() - times.sent());
        if (tokens > 1) {
            take(PeerFigure.TPOT, (times.lastText() - times.firstText()) / (tokens - 1));
        }
    }
}
