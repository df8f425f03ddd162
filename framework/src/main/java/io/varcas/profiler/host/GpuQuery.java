package io.varcas.profiler.host;

import io.varcas.profiler.Aggregate;
import io.varcas.profiler.SeriesRecorder.Measure;
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
 * <p>Source: nvidia-smi(1), {@code --query-gpu} and {@code --help-query-gpu}; bits of the clock reasons: NVML,
 * {@code nvmlClocksEventReasons} (read November 2026).
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

    /** Power cap 0x4, hardware slowdown 0x8, software thermal 0x20, hardware thermal 0x40, power brake 0x80. */
    private static final long HELD_BACK = 0x4 | 0x8 | 0x20 | 0x40 | 0x80;

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
        return List.of(
                Measure.of(gpu + ".utilization", "ratio", Aggregate.MEAN, Aggregate.MAX),
                Measure.of(gpu + ".utilization.memory", "ratio", Aggregate.MEAN, Aggregate.MAX),
                Measure.of(gpu + ".memory.used", "MiB", Aggregate.MAX),
                Measure.of(gpu + ".power", "W", Aggregate.MEAN, Aggregate.MAX),
                Measure.of(gpu + ".temperature", "°C", Aggregate.MAX),
                Measure.of(gpu + ".clock.sm", "MHz", Aggregate.MEAN, Aggregate.MIN),
                Measure.of(gpu + ".clock.memory", "MHz", Aggregate.MEAN, Aggregate.MIN),
                Measure.of(gpu + ".throttled", "ratio", Aggregate.MEAN));
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
        values.add(heldBack(cells.get(cells.size() - 1)));
        return Optional.of(new GpuLine(cells.get(0), values));
    }

    private static OptionalDouble number(String cell, double scale) {
        try {
            return OptionalDouble.of(Double.parseDouble(cell) / scale);
        } catch (NumberFormatException absent) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble heldBack(String cell) {
        try {
            return OptionalDouble.of((Long.decode(cell) & HELD_BACK) == 0 ? 0 : 1);
        } catch (NumberFormatException absent) {
            return OptionalDouble.empty();
        }
    }
}
