package io.varcas.reports.peer;

import io.varcas.record.EventKind;
import io.varcas.record.RequestRecord;
import io.varcas.stats.PercentileRule;

/** NVIDIA AIPerf 0.13 (2026-09). Its {@code inter_token_latency} is our TPOT's namesake here, {@code inter_chunk_latency} the ITL. */
final class AiperfView extends PeerView {

    AiperfView() {
        super(
                "aiperf",
                "from the actual send to chunks with text; TPOT is its inter_token_latency = (latency - TTFT)/(N -"
                        + " 1), ITL its inter_chunk_latency",
                PercentileRule.LINEAR);
    }

    @Override
    void sample(RequestRecord request, PeerTimes times) {
        takeFromSend(request, times.sent(), times.firstText(), times.lastText(), EventKind::isText);
    }

    @Override
    double deviation(PeerSample sample) {
        return sample.sampleSd();
    }
}
