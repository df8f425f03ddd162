package io.varcas.reports.peer;

import io.varcas.metric.RequestRecord;
import io.varcas.metric.Timeline;
import io.varcas.stats.PercentileRule;

/** {@code vllm bench serve}: vllm {@code benchmarks/serve.py} and {@code endpoint_request_func.py}, commit 009e6d4a (2026-11). */
final class VllmView extends PeerView {

    private static final double NANOS = 1e9;

    VllmView() {
        super(
                "vllm",
                "from the actual send to events with choices, the role-only one included; ITL pools their gaps; TPOT = (E2EL - TTFT)/(N - 1)",
                PercentileRule.LINEAR);
    }

    @Override
    void sample(RequestRecord request, PeerTimes times) {
        double ttft = times.firstChoice() - times.sent();
        double latency = times.lastChoice() - times.sent();
        take(PeerFigure.TTFT, ttft);
        take(PeerFigure.E2E, latency);
        int tokens = request.output().tokens();
        if (tokens > 1) {
            take(PeerFigure.TPOT, (latency - ttft) / (tokens - 1));
        }
        Timeline events = request.events();
        double before = Double.NaN;
        for (int i = 0; i < events.size(); i++) {
            if (events.kind(i).hasChoices()) {
                double at = events.nanos(i) / NANOS;
                take(PeerFigure.ITL, at - before);
                before = at;
            }
        }
    }
}
