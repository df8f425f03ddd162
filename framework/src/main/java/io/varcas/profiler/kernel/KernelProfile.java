package io.varcas.profiler.kernel;

import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The kernels of a server over the time of a profile.
 *
 * @param source name of the file
 * @param format format of the file, in words
 * @param side the processor that the times are of
 * @param device name of the device; may be empty
 * @param devices number of devices or, on a CPU, processes with events, at least 1
 * @param windowSeconds time from the first to the last event of the side; absent if the file has no times of day
 * @param busySeconds union of the times in which a device was busy, averaged over devices; absent as above
 * @param kernels all kernels, the longest first
 * @param steps steps of the engine, in the order of the file
 * @param engineSteps number of steps, those that are not in {@code steps} included
 * @param truncated whether the file ends early or is damaged, so that it is counted in part
 * @param notes what limits the numbers, one line each
 * @param ranks the ranks of a server whose profiles were merged, at least 2; empty for a profile of one file
 */
public record KernelProfile(
        String source,
        String format,
        Side side,
        String device,
        int devices,
        OptionalDouble windowSeconds,
        OptionalDouble busySeconds,
        List<KernelTime> kernels,
        List<EngineStep> steps,
        long engineSteps,
        boolean truncated,
        List<String> notes,
        List<RankProfile> ranks) {

    /** The processor that executed the kernels. */
    public enum Side {
        /** Kernels on accelerators. */
        GPU,
        /** Operators on the CPU; the file has no kernel of an accelerator. */
        CPU
    }

    /** Copies the lists; profiles of earlier versions have no ranks. */
    public KernelProfile {
        ranks = ranks == null ? List.of() : List.copyOf(ranks);
        kernels = List.copyOf(kernels);
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    /** Creates the profile of one file. */
    public KernelProfile(
            String source,
            String format,
            Side side,
            String device,
            int devices,
            OptionalDouble windowSeconds,
            OptionalDouble busySeconds,
            List<KernelTime> kernels,
            List<EngineStep> steps,
            long engineSteps,
            boolean truncated,
            List<String> notes) {
        this(
                source,
                format,
                side,
                device,
                devices,
                windowSeconds,
                busySeconds,
                kernels,
                steps,
                engineSteps,
                truncated,
                notes,
                List.of());
    }

    /**
     * Merges the profiles of the ranks of one server: kernels and calls are summed up, window and busy time averaged over devices, steps
     * are those of the first rank.
     *
     * @param profiles one of each rank, at least one; if some have kernels of a GPU, those without are left out with a note
     */
    public static KernelProfile ofRanks(List<KernelProfile> profiles) {
        return RankMerge.of(profiles);
    }

    /**
     * Returns the difference of the busiest and the least busy rank as a share of the busiest, from 0 to 1; absent without ranks, or if
     * times are unknown.
     */
    public OptionalDouble rankSpread() {
        if (ranks.isEmpty()
                || ranks.stream().anyMatch(rank -> rank.busySeconds().isEmpty())) {
            return OptionalDouble.empty();
        }
        DoubleSummaryStatistics busy = ranks.stream()
                .mapToDouble(rank -> rank.busySeconds().getAsDouble())
                .summaryStatistics();
        return OptionalDouble.of(busy.getMax() > 0 ? (busy.getMax() - busy.getMin()) / busy.getMax() : 0);
    }

    /** Returns the time of all kernels, seconds; kernels that overlap count each. */
    public double kernelSeconds() {
        return kernels.stream().mapToDouble(KernelTime::seconds).sum();
    }

    /** Returns the number of calls of all kernels. */
    public long calls() {
        return kernels.stream().mapToLong(KernelTime::calls).sum();
    }

    /** Returns the time of each class, seconds, as a share of {@link #kernelSeconds()}, from 0 to 1; none is left out. */
    public Map<KernelClass, Double> shares() {
        Map<KernelClass, Double> shares = new EnumMap<>(KernelClass.class);
        double all = kernelSeconds();
        for (KernelClass kind : KernelClass.values()) {
            double seconds = kernels.stream()
                    .filter(kernel -> kernel.kernelClass() == kind)
                    .mapToDouble(KernelTime::seconds)
                    .sum();
            shares.put(kind, all > 0 ? seconds / all : 0);
        }
        return shares;
    }

    /** Returns the kernels that took longest. */
    public List<KernelTime> top(int count) {
        return kernels.stream().limit(count).toList();
    }

    /** Returns the share of the window in which a device executed nothing, from 0 to 1; absent if times are unknown. */
    public OptionalDouble idleShare() {
        if (windowSeconds.isEmpty() || busySeconds.isEmpty() || windowSeconds.getAsDouble() <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.max(0, 1 - busySeconds.getAsDouble() / windowSeconds.getAsDouble()));
    }

    /**
     * Returns whether it shows inference: matrix products, attention or experts ran. A capture without them recorded an
     * idle or a foreign process.
     */
    public boolean showsInference() {
        return kernels.stream()
                .filter(kernel -> kernel.seconds() > 0)
                .map(KernelTime::kernelClass)
                .anyMatch(kind -> kind == KernelClass.GEMM || kind == KernelClass.ATTENTION || kind == KernelClass.MOE);
    }
}
