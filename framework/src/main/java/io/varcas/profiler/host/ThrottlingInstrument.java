package io.varcas.profiler.host;

import io.varcas.profiler.Aggregate;
import io.varcas.profiler.ReadingNames;
import io.varcas.profiler.SeriesRecorder.Measure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Throttling of this process by the CPU quota of its control group: {@code nr_throttled} and {@code throttled_usec}
 * (version 2) or {@code throttled_time} in ns (version 1) of {@code cpu.stat}.
 */
final class ThrottlingInstrument implements Instrument {

    private static final String MOUNT = "sys/fs/cgroup";

    private final HostFiles files;
    private final Optional<String> statFile;
    private OptionalLong periods = OptionalLong.empty();
    private OptionalLong nanos = OptionalLong.empty();

    ThrottlingInstrument(HostFiles files) {
        this.files = files;
        statFile = candidates(files).filter(files::exists).findFirst();
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

    /** The group's own file first; inside a container the mount shows the group as its root, so that comes next. */
    private static Stream<String> candidates(HostFiles files) {
        return files.lines("proc/self/cgroup").stream()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3)
                .flatMap(parts -> folders(parts[1]).flatMap(folder -> Stream.of(folder + parts[2], folder)))
                .map(folder -> folder + (folder.endsWith("/") ? "" : "/") + "cpu.stat");
    }

    private static Stream<String> folders(String controllers) {
        if (controllers.isEmpty()) {
            return Stream.of(MOUNT);
        }
        return List.of(controllers.split(",")).contains("cpu")
                ? Stream.of(MOUNT + "/" + controllers, MOUNT + "/cpu")
                : Stream.empty();
    }
}
