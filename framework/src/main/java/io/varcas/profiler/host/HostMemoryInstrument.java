package io.varcas.profiler.host;

import com.sun.management.OperatingSystemMXBean;
import io.varcas.profiler.Aggregate;
import io.varcas.profiler.SeriesRecorder.Measure;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Load and memory of the whole host: memory that can be had without swapping where the host tells it, else what is free. */
final class HostMemoryInstrument implements Instrument {

    private static final double MIB = 1 << 20;
    private static final double KIB_PER_MIB = 1024;

    private final HostFiles files;
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    HostMemoryInstrument(HostFiles files) {
        this.files = files;
    }

    @Override
    public List<Measure> measures() {
        return List.of(
                Measure.of("host.load", "tasks", Aggregate.MEAN, Aggregate.MAX),
                Measure.of("host.memory.available", "MiB", Aggregate.MIN));
    }

    @Override
    public List<OptionalDouble> read(double seconds) {
        double load = system.getSystemLoadAverage();
        OptionalLong available = HostFiles.number(files.lines("proc/meminfo"), "MemAvailable:");
        return List.of(
                load >= 0 ? OptionalDouble.of(load) : OptionalDouble.empty(),
                OptionalDouble.of(
                        available.isPresent()
                                ? available.getAsLong() / KIB_PER_MIB
                                : system.getFreeMemorySize() / MIB));
    }
}
