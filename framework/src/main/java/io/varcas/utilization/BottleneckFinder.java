package io.varcas.utilization;

import io.varcas.text.NumberText;
import io.varcas.utilization.Bottleneck.Kind;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Names the bottleneck. What keeps work from the accelerator comes before what the accelerator is busy with: the client,
 * then the KV cache, the prefix cache, the scheduler, and last the roofline.
 */
public final class BottleneckFinder {

    /** Above it vLLM admits no further request soon: its own watermark and growing outputs take the rest. */
    private static final double FULL = 0.95;

    /** A server with so many waiting requests for each running one does not keep up. */
    private static final double QUEUE = 0.1;

    private static final double MOST_IDLE = 0.3;
    private static final double LEAST_SHARED = 0.2;

    /** Share of what the workload repeats that a prefix cache at work finds. */
    private static final double LEAST_FOUND = 0.5;

    /** Share of the roof at an intensity above which the hardware, not its software, is the limit. */
    private static final double NEAR_ROOF = 0.4;

    /** Beyond the peaks, with a margin for clocks above the one of the data sheet. */
    private static final double BEYOND_ROOF = 1.1;

    private BottleneckFinder() {}

    /** Names the bottleneck of a server. */
    public static Bottleneck find(Utilization use, EngineState state) {
        if (state.clientFault().isPresent()) {
            return new Bottleneck(
                    Kind.CLIENT,
                    "the load generator is the limit: " + state.clientFault().get());
        }
        boolean queues =
                state.waiting().orElse(0) > QUEUE * Math.max(1, state.running().orElse(1));
        if (state.preemptions().orElse(0) > 0 || (queues && state.kvUsage().orElse(0) >= FULL)) {
            return new Bottleneck(
                    Kind.KV_CAPACITY,
                    "the KV cache was up to " + percent(state.kvUsage()) + " full, "
                            + NumberText.of(state.preemptions()) + " preemptions, "
                            + NumberText.of(state.waiting()) + " requests waiting");
        }
        double planned = state.plannedSharedShare().orElse(0);
        if (planned >= LEAST_SHARED
                && state.cachedShare().isPresent()
                && state.cachedShare().getAsDouble() < LEAST_FOUND * planned) {
            return new Bottleneck(
                    Kind.CACHE,
                    "the workload repeats " + percent(state.plannedSharedShare()) + " of the prompt tokens, and "
                            + percent(state.cachedShare()) + " came from the prefix cache");
        }
        if (queues && !isComputeBound(use)) {
            return new Bottleneck(
                    Kind.SCHEDULING,
                    NumberText.of(state.waiting()) + " requests waited beside " + NumberText.of(state.running())
                            + " running ones while the KV cache was " + percent(state.kvUsage())
                            + " full at most: raise max-num-seqs or max-num-batched-tokens");
        }
        if (state.idleShare().orElse(0) > MOST_IDLE) {
            return new Bottleneck(
                    Kind.SCHEDULING,
                    "the accelerator executed no kernel for " + percent(state.idleShare())
                            + " of the time: the host launches or prepares steps too slowly, or there was too little"
                            + " load");
        }
        return roof(use);
    }

    /** A queue before an accelerator that is busy with arithmetic is no fault of the scheduler: larger batches gain nothing. */
    private static boolean isComputeBound(Utilization use) {
        return use.mfu() >= NEAR_ROOF && use.mfu() > use.mbu();
    }

    private static Bottleneck roof(Utilization use) {
        double compute = use.mfu();
        double memory = use.mbu();
        String numbers = String.format(
                Locale.ROOT,
                "MFU %.1f %%, MBU %.1f %% of %s TFLOP/s and %s GB/s; %s FLOP a byte, ridge at %s",
                100 * compute,
                100 * memory,
                NumberText.of(use.peakFlopsPerSecond() / 1e12),
                NumberText.of(use.peakBytesPerSecond() / 1e9),
                NumberText.of(use.intensity()),
                NumberText.of(use.ridge()));
        if (Math.max(compute, memory) > BEYOND_ROOF) {
            return new Bottleneck(
                    Kind.NONE,
                    numbers
                            + ": more than the peaks allow, so that the peaks, the model or the number of accelerators"
                            + " is not that of the server");
        }
        if (Math.max(compute, memory) < NEAR_ROOF) {
            return new Bottleneck(
                    Kind.NONE,
                    numbers + ": neither arithmetic nor memory is near its peak; "
                            + (compute > memory ? "arithmetic" : "memory bandwidth") + " would be the first limit");
        }
        return new Bottleneck(compute > memory ? Kind.COMPUTE : Kind.MEMORY_BANDWIDTH, numbers);
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent()
                ? String.format(Locale.ROOT, "%.0f %%", 100 * share.getAsDouble())
                : NumberText.NOT_MEASURED;
    }
}
