package io.varcas.queueing;

import io.varcas.roofline.CudaGraphs;
import io.varcas.validation.Violations;

/**
 * The overhead of a request's first token outside the steps that compute it, as measured at the client.
 *
 * @param ingressMillis API server: parsing, tokenising, hand-over, first bytes back; milliseconds, at least 0
 * @param perLayerMillis launching a prefill step, which runs without CUDA graphs, per layer; milliseconds, at least 0
 */
public record RequestOverheads(double ingressMillis, double perLayerMillis) {

    /** At low load (fits of 7.5 to 15.6 ms; derived, 2026-11). */
    public static final RequestOverheads OPEN_LOOP = new RequestOverheads(8, 0);

    /** In closed-loop benchmarks of current vLLM (fitted on public rows of vLLM; derived, 2026-11). */
    public static final RequestOverheads CLOSED_LOOP = new RequestOverheads(20, 0.16);

    /** The same where prompts are computed without CUDA graphs. */
    private static final RequestOverheads EAGER_CLOSED_LOOP = new RequestOverheads(20, 0.32);

    /**
     * @throws IllegalArgumentException if a value is negative
     */
    public RequestOverheads {
        Violations.in("request overheads")
                .notNegative("ingress", ingressMillis, "ms")
                .notNegative("launch per layer", perLayerMillis, "ms")
                .raise();
    }

    /** Returns those of closed-loop benchmarks where such steps are launched as CUDA graphs. */
    public static RequestOverheads closedLoop(CudaGraphs graphs) {
        return graphs == CudaGraphs.ALL ? CLOSED_LOOP : EAGER_CLOSED_LOOP;
    }

    double seconds(int layers) {
        return (ingressMillis + perLayerMillis * layers) * 1e-3;
    }
}
