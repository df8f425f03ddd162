package io.varcas.profiler.host;

import io.varcas.profiler.Aggregate;
import io.varcas.profiler.ReadingNames;
import io.varcas.profiler.SeriesRecorder.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The query to {@code nvidia-smi} and the parser of its lines. Columns are read by the order of the query, because no
 * other order is guaranteed. Values such as {@code [N/A]} or {@code [Not Supported]} are absent.
 *
 * <p>Source: nvidia-smi(1), {@code --query-gpu} and {@code --help-query-gpu} (read November 2026).
 */
final class GpuQuery {

    private static final List<String> IDENTITY =
            List.of("index", "uuid", "name", "driver_version", "memory.total", "power.limit");
    private static final List<String> READINGS = List.of(
            "utilization.gpu",
            "utilization.memory",
            "memory.used",
            "power.draw",
            "temperature.gpu",
            "clocks.sm",
            "clocks.mem");
    private static final int PERCENTS = 2;
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,6}");

    /** Newer drivers first; older ones call the last field {@code clocks_throttle_reasons.active}. */
    static final List<GpuQuery> VARIANTS =
            List.of(new GpuQuery("clocks_event_reasons.active"), new GpuQuery("clocks_throttle_reasons.active"));

    private final List<String> fields;

    private GpuQuery(String reasons) {
        fields = Stream.of(IDENTITY, READINGS, List.of(reasons))
                .flatMap(List::stream)
                .toList();
    }

    /** One line of output. */
    record GpuLine(String index, List<OptionalDouble> values) {}

    List<String> fields() {
        return fields;
    }

    List<String> arguments(long periodMillis) {
        return List.of(
                "--query-gpu=" + String.join(",", fields),
                "--format=csv,noheader,nounits",
                "--loop-ms=" + periodMillis);
    }

    List<Measure> measures(String gpu) {
        List<Measure> measures = new ArrayList<>(List.of(
                Measure.of(gpu + ReadingNames.GPU_UTILIZATION, "ratio", Aggregate.MEAN, Aggregate.MAX),
                Measure.of(gpu + ".utilization.memory", "ratio", Aggregate.MEAN, Aggregate.MAX),
                Measure.of(gpu + ".memory.used", "MiB", Aggregate.MAX),
                Measure.of(gpu + ReadingNames.GPU_POWER, "W", Aggregate.MEAN, Aggregate.MAX),
                Measure.of(gpu + ".temperature", "°C", Aggregate.MAX, Aggregate.DRIFT),
                Measure.of(gpu + ReadingNames.GPU_CLOCK, "MHz", Aggregate.MEAN, Aggregate.MIN, Aggregate.DRIFT),
                Measure.of(gpu + ".clock.memory", "MHz", Aggregate.MEAN, Aggregate.MIN)));
        measures.addAll(ClockReasons.measures(gpu));
        return measures;
    }

    /** Reads a line; empty if it does not begin with the index of a GPU or has not as many values as were asked for. */
    Optional<GpuLine> parse(String line) {
        List<String> cells =
                Arrays.stream(line.split(",", -1)).map(String::strip).toList();
        if (cells.size() != fields.size() || !INDEX.matcher(cells.get(0)).matches()) {
            return Optional.empty();
        }
        List<OptionalDouble> values = IntStream.range(0, READINGS.size())
                .mapToObj(i -> number(cells.get(IDENTITY.size() + i), i < PERCENTS ? 100 : 1))
                .collect(Collectors.toList());
        values.addAll(ClockReasons.values(mask(cells.get(cells.size() - 1))));
        return Optional.of(new GpuLine(cells.get(0), values));
    }

    private static OptionalDouble number(String cell, double scale) {
        try {
            return OptionalDouble.of(Double.parseDouble(cell) / scale);
        } catch (NumberFormatException absent) {
            return OptionalDouble.empty();
        }
    }

    private static Optional<Long> mask(String cell) {
        try {
            return Optional.of(Long.decode(cell));
        } catch (NumberFormatException absent) {
            return Optional.empty();
        }
    }
}
