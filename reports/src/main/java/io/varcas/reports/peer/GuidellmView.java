package io.varcas.reports.peer;

import io.varcas.record.RequestRecord;
import io.varcas.stats.PercentileRule;

/**
 * GuideLLM 0.8, commit ee7a7745 (2026-08), {@code benchmark/schemas/metrics.py}: one TPOT and one ITL a request, TPOT weighted by the
 * request's tokens and ITL by those after the first.
 */
final class GuidellmView extends PeerView {

    GuidellmView() {
        super(
                "guidellm",
                "from the actual send, latency until the stream closes; TPOT = (last token - send)/N includes the first token; ITL is one value a"
                        + " request, (last - first token)/(N - 1); both weighted by the tokens they divide by; percentiles by nearest rank",
                PercentileRule.NEAREST_RANK);
    }

    @Override
    void sample(RequestRecord request, PeerTimes times) {
        int tokens = request.output().tokens();
        take(PeerFigure.TTFT, times.firstText() - times.sent());
        take(PeerFigure.E2E, times.closed() - times.sent());
        if (tokens > 0) {
            take(PeerFigure.TPOT, (times.lastText() - times.sent()) / tokens, tokens);
        }
        if (tokens > 1) {
            take(PeerFigure.ITL, (times.lastText() - times.firstText()) / (tokens - 1), tokens - 1);
        }
    }

    @Override
    double quantile(PeerSample sample, double q) {
        return sample.cumulative(q);
    }
}
