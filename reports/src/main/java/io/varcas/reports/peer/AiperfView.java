package io.varcas.reports.peer;

import io.varcas.metric.RequestRecord;
import io.varcas.metric.Timeline;
import io.varcas.stats.PercentileRule;

/** NVIDIA AIPerf 0.13 (2026-09). Its {@code inter_token_latency} is our TPOT's namesake here, {@code inter_chunk_latency} the ITL. */
final class AiperfView extends PeerView {

    private static final double NANOS = 1e9;

    AiperfView() {
        super(
                "aiperf",
                "from the actual send to events with text; TPOT is its inter_token_latency = (latency - TTFT)/(N - 1), ITL its inter_chunk_latency",
                PercentileRule.LINEAR);
    }

    @Override
    void sample(RequestRecord request, PeerTimes times) {
        double ttft = times.firstText() - times.sent();
        double latency = times.lastText() - times.sent();
        take(PeerFigure.TTFT, ttft);
        take(PeerFigure.E2E, latency);
        int tokens = request.output().tokens();
        if (tokens > 1) {
            take(PeerFigure.TPOT, (latency - ttft) / (tokens - 1));
        }
        Timeline events = request.events();
        double before = Double.NaN;
        for (int i = 0; i < events.size(); i++) {
            if (events.kind(i).isText()) {
                double at = events.nanos(i) / NANOS;
                take(PeerFigure.ITL, at - before);
                before = at;
            }
        }
    }

    @Override
    double deviation(PeerSample sample) {
        return sample.sampleSd();
    }
}
