package io.varcas.hardware;

import io.varcas.validation.Violations;

/**
 * The cost of one all-reduce over a group of accelerators: {@code latency + 2 (n-1)/n * bytes / busBandwidth}.
 *
 * @param latencyMicros microseconds of an empty one, inside a CUDA graph, at least 0
 * @param busGBps bus bandwidth, GB/s (1e9), above 0; NCCL's meaning: what a ring would need of each link
 * @param source where both come from
 * @param asOf when they were true
 */
public record AllReduce(double latencyMicros, double busGBps, String source, String asOf) {

    /**
     * @throws IllegalArgumentException if a figure is out of its range
     */
    public AllReduce {
        Violations.in("all-reduce")
                .notNegative("latency", latencyMicros, "us")
                .positive("bus bandwidth", busGBps, "GB/s")
                .notBlank("source", source)
                .raise();
    }

    /** Returns the seconds that an all-reduce of {@code bytes} per rank takes among {@code ranks}; 0 for a single rank. */
    public double seconds(int ranks, double bytes) {
        return ranks == 1 ? 0 : latencyMicros * 1e-6 + 2.0 * (ranks - 1) / ranks * bytes / (busGBps * 1e9);
    }
}
