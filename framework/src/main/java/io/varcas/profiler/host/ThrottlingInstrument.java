package io.varcas.profiler.host;

import io.varcas.profiler.Aggregate;
import io.varcas.profiler.ReadingNames;
import io.varcas.profiler.SeriesRecorder.Measure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Throttling of this process by the CPU quota of its control group: {@code nr_throttled} and {@code throttled_usec}
 * (version 2) or {@code throttled_time} in ns (version 1) of {@code cpu.stat}.
 */
final class ThrottlingInstrument implements Instrument {

    private final HostFiles files;
    private final Optional<String> statFile;
    private OptionalLong periods = OptionalLong.empty();
    private OptionalLong nanos = OptionalLong.empty();

    ThrottlingInstrument(HostFiles files) {
        this.files = files;
        statFile = new ControlGroup(files).file("cpu", "cpu.stat");
        refresh();
    }

    @Override
    public List<Measure> measures() {
        return List.of(
                Measure.of("cgroup.throttled", "periods", Aggregate.SUM),
                Measure.of(ReadingNames.THROTTLED, "ms", Aggregate.SUM));
    }

    @Override
    public List<OptionalDouble> read(double seconds) {
        OptionalLong periodsBefore = periods;
        OptionalLong nanosBefore = nanos;
        refresh();
        return List.of(difference(periodsBefore, periods, 1), difference(nanosBefore, nanos, 1e6));
    }

    private void refresh() {
        List<String> lines = statFile.map(files::lines).orElse(List.of());
        periods = HostFiles.number(lines, "nr_throttled");
        OptionalLong micros = HostFiles.number(lines, "throttled_usec");
        nanos = micros.isPresent()
                ? OptionalLong.of(micros.getAsLong() * 1000)
                : HostFiles.number(lines, "throttled_time");
    }

    private static OptionalDouble difference(OptionalLong before, OptionalLong after, double scale) {
        return before.isEmpty() || after.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((after.getAsLong() - before.getAsLong()) / scale);
    }
}
