package io.varcas.profiler.host;

import com.sun.management.OperatingSystemMXBean;
import io.varcas.profiler.Aggregate;
import io.varcas.profiler.ReadingNames;
import io.varcas.profiler.SeriesRecorder.Measure;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;
import java.util.OptionalDouble;

/** CPU time and heap of this JVM, which drives the load. */
final class ProcessInstrument implements Instrument {

    private static final double MIB = 1 << 20;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private long cpuNanos = system.getProcessCpuTime();

    @Override
    public List<Measure> measures() {
        return List.of(
                Measure.of(ReadingNames.CLIENT_CPU, "cores", Aggregate.MEAN, Aggregate.MAX),
                Measure.of("client.heap", "MiB", Aggregate.MAX));
    }

    @Override
    public List<OptionalDouble> read(double seconds) {
        long before = cpuNanos;
        cpuNanos = system.getProcessCpuTime();
        boolean known = before >= 0 && cpuNanos >= 0 && seconds > 0;
        return List.of(
                known ? OptionalDouble.of((cpuNanos - before) / 1e9 / seconds) : OptionalDouble.empty(),
                OptionalDouble.of(memory.getHeapMemoryUsage().getUsed() / MIB));
    }
}
