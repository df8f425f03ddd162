package io.varcas.reports.peer;

import io.varcas.record.EventKind;
import io.varcas.record.RequestRecord;
import io.varcas.stats.PercentileRule;

/** {@code vllm bench serve}: vllm {@code benchmarks/serve.py} and {@code endpoint_request_func.py}, commit 009e6d4a (2026-11). */
final class VllmView extends PeerView {

    VllmView() {
        super(
                "vllm",
                "from the actual send to events with choices, the role-only one included; ITL pools their gaps; TPOT = (E2EL - TTFT)/(N - 1)",
                PercentileRule.LINEAR);
    }

    @Override
    void sample(RequestRecord request, PeerTimes times) {
        takeFromSend(request, times.sent(), times.firstChoice(), times.lastChoice(), EventKind::hasChoices);
    }
}
