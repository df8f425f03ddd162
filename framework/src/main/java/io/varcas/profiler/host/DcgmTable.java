package io.varcas.profiler.host;

import io.varcas.profiler.Aggregate;
import io.varcas.profiler.ReadingNames;
import io.varcas.profiler.SeriesRecorder.Measure;
import io.varcas.profiler.prometheus.MetricsPage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The columns that are read from a page of the DCGM exporter, for each GPU. A field that the exporter does not expose, or that has one of
 * DCGM's values for "blank", is absent.
 *
 * <p>Source: dcgm-exporter 4.5, {@code etc/default-counters.csv}, and DCGM's {@code dcgm_structs.h} for the blank values (read November
 * 2026).
 */
final class DcgmTable {

    /** 64-bit blank values begin here, of 32 bits there; a floating-point one is 2^47. */
    private static final double BLANK_64 = 0x7ffffffffffffff0L;

    private static final Set<Double> BLANKS =
            Set.of(0x7ffffff0p0, 0x7ffffff1p0, 0x7ffffff2p0, 0x7ffffff3p0, 0x1p47, 0x1p47 + 1, 0x1p47 + 2, 0x1p47 + 3);

    private static final List<Field> FIELDS = List.of(
            new Field(
                    "DCGM_FI_DEV_GPU_UTIL", ReadingNames.GPU_UTILIZATION, "ratio", 0.01, Aggregate.MEAN, Aggregate.MAX),
            new Field("DCGM_FI_DEV_MEM_COPY_UTIL", ".utilization.memory", "ratio", 0.01, Aggregate.MEAN, Aggregate.MAX),
            new Field(
                    "DCGM_FI_PROF_GR_ENGINE_ACTIVE", ".engine.utilization", "ratio", 1, Aggregate.MEAN, Aggregate.MAX),
            new Field("DCGM_FI_PROF_SM_ACTIVE", ".sm.utilization", "ratio", 1, Aggregate.MEAN, Aggregate.MAX),
            new Field(
                    "DCGM_FI_PROF_PIPE_TENSOR_ACTIVE",
                    ".tensor.utilization",
                    "ratio",
                    1,
                    Aggregate.MEAN,
                    Aggregate.MAX),
            new Field("DCGM_FI_PROF_DRAM_ACTIVE", ".dram.utilization", "ratio", 1, Aggregate.MEAN, Aggregate.MAX),
            new Field("DCGM_FI_DEV_FB_USED", ".memory.used", "MiB", 1, Aggregate.MAX),
            new Field("DCGM_FI_DEV_POWER_USAGE", ReadingNames.GPU_POWER, "W", 1, Aggregate.MEAN, Aggregate.MAX),
            new Field("DCGM_FI_DEV_GPU_TEMP", ".temperature", "°C", 1, Aggregate.MAX, Aggregate.DRIFT),
            new Field("DCGM_FI_DEV_MEMORY_TEMP", ".memory.temperature", "°C", 1, Aggregate.MAX),
            new Field(
                    "DCGM_FI_DEV_SM_CLOCK",
                    ReadingNames.GPU_CLOCK,
                    "MHz",
                    1,
                    Aggregate.MEAN,
                    Aggregate.MIN,
                    Aggregate.DRIFT),
            new Field("DCGM_FI_DEV_MEM_CLOCK", ".clock.memory", "MHz", 1, Aggregate.MEAN, Aggregate.MIN),
            new Field("DCGM_FI_DEV_XID_ERRORS", ".xid", "code", 1, Aggregate.MAX));

    /** Energy since the driver was loaded, in mJ. */
    private static final String ENERGY = "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION";

    private static final double MILLIJOULE = 1e-3;

    /** Reasons for a lower clock, as a mask; the name changed with DCGM 4. */
    private static final List<String> REASONS =
            List.of("DCGM_FI_DEV_CLOCKS_EVENT_REASONS", "DCGM_FI_DEV_CLOCK_THROTTLE_REASONS");

    private DcgmTable() {}

    private record Field(String series, String suffix, String unit, double scale, List<Aggregate> aggregates) {

        Field(String series, String suffix, String unit, double scale, Aggregate... aggregates) {
            this(series, suffix, unit, scale, List.of(aggregates));
        }
    }

    /** Returns the measures of a GPU: the fields, energy since the last page, and the reasons for a lower clock. */
    static List<Measure> measures(String gpu) {
        List<Measure> measures = FIELDS.stream()
                .map(field -> Measure.of(
                        gpu + field.suffix(), field.unit(), field.aggregates().toArray(Aggregate[]::new)))
                .collect(Collectors.toList());
        measures.add(Measure.of(gpu + ReadingNames.GPU_ENERGY, "J", Aggregate.SUM));
        measures.addAll(ClockReasons.measures(gpu));
        return measures;
    }

    /** Returns the GPUs of a page. */
    static Set<String> gpus(MetricsPage page) {
        return page.samples().stream()
                .filter(sample -> sample.name().startsWith("DCGM_FI_"))
                .map(sample -> sample.label("gpu"))
                .filter(gpu -> gpu.matches("[0-9]{1,4}"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the energy counter of a GPU, in J. */
    static OptionalDouble energy(MetricsPage page, String gpu) {
        OptionalDouble value = value(page, ENERGY, gpu);
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * MILLIJOULE) : value;
    }

    /**
     * Returns the values of a GPU, in the order of the measures.
     *
     * @param energy since the last page, in J
     */
    static List<OptionalDouble> values(MetricsPage page, String gpu, OptionalDouble energy) {
        List<OptionalDouble> values = FIELDS.stream()
                .map(field -> {
                    OptionalDouble value = value(page, field.series(), gpu);
                    return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * field.scale()) : value;
                })
                .collect(Collectors.toList());
        values.add(energy);
        OptionalDouble reasons = REASONS.stream()
                .map(name -> value(page, name, gpu))
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .orElse(OptionalDouble.empty());
        values.addAll(ClockReasons.values(
                reasons.isPresent() ? Optional.of((long) reasons.getAsDouble()) : Optional.empty()));
        return values;
    }

    /** Returns the sample of the GPU itself; that of its first instance (MIG) where it has none. */
    private static OptionalDouble value(MetricsPage page, String series, String gpu) {
        return page.samples(series).stream()
                .filter(sample -> sample.label("gpu").equals(gpu) && !isBlank(sample.value()))
                .min(Comparator.comparing(sample -> sample.label("GPU_I_ID")))
                .map(sample -> OptionalDouble.of(sample.value()))
                .orElse(OptionalDouble.empty());
    }

    private static boolean isBlank(double value) {
        return Double.isNaN(value) || value >= BLANK_64 || BLANKS.contains(value);
    }
}
