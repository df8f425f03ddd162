package io.varcas.profiler.host;

import io.varcas.profiler.Aggregate;
import io.varcas.profiler.ReadingNames;
import io.varcas.profiler.SeriesRecorder.Measure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The reasons for which an NVIDIA GPU holds its clocks back, from its mask of clock event reasons.
 *
 * <p>Source of the bits: NVML, {@code nvmlClocksEventReasons} (read November 2026).
 */
final class ClockReasons {

    /** Software power cap 0x4, hardware power brake 0x80. */
    private static final long POWER = 0x4 | 0x80;

    /** Hardware slowdown 0x8, software thermal slowdown 0x20, hardware thermal slowdown 0x40. */
    private static final long THERMAL = 0x8 | 0x20 | 0x40;

    private ClockReasons() {}

    static List<Measure> measures(String gpu) {
        return List.of(
                Measure.of(gpu + ".throttled", "ratio", Aggregate.MEAN),
                Measure.of(gpu + ReadingNames.GPU_THROTTLED_POWER, "ratio", Aggregate.MEAN),
                Measure.of(gpu + ReadingNames.GPU_THROTTLED_THERMAL, "ratio", Aggregate.MEAN));
    }

    /** Returns 1 where the GPU is held back, for any reason, for power and for heat, else 0. */
    static List<OptionalDouble> values(Optional<Long> mask) {
        return List.of(is(mask, POWER | THERMAL), is(mask, POWER), is(mask, THERMAL));
    }

    private static OptionalDouble is(Optional<Long> mask, long bits) {
        return mask.map(set -> OptionalDouble.of((set & bits) == 0 ? 0 : 1)).orElse(OptionalDouble.empty());
    }
}
