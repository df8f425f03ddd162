package io.varcas.profiler.host;

import com.sun.management.OperatingSystemMXBean;
import io.varcas.profiler.Aggregate;
import io.varcas.profiler.ReadingNames;
import io.varcas.profiler.SeriesRecorder.Measure;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * CPU time of the whole host: busy, and stolen by a hypervisor for others. From {@code /proc/stat} (proc_stat(5)): user, nice, system,
 * idle, iowait, irq, softirq, steal; guest time is part of user and not counted twice. Elsewhere the JVM tells the busy share.
 */
final class HostCpuInstrument implements Instrument {

    private static final int IDLE = 3;
    private static final int IOWAIT = 4;
    private static final int STEAL = 7;

    private final HostFiles files;
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private long[] ticks;

    HostCpuInstrument(HostFiles files) {
        this.files = files;
        ticks = ticks();
    }

    @Override
    public List<Measure> measures() {
        return List.of(
                Measure.of(ReadingNames.HOST_CPU, "ratio", Aggregate.MEAN, Aggregate.MAX),
                Measure.of(ReadingNames.STEAL, "ratio", Aggregate.MEAN, Aggregate.MAX));
    }

    @Override
    public List<OptionalDouble> read(double seconds) {
        long[] before = ticks;
        ticks = ticks();
        if (before.length <= STEAL || ticks.length <= STEAL) {
            double load = system.getCpuLoad();
            return List.of(load >= 0 ? OptionalDouble.of(load) : OptionalDouble.empty(), OptionalDouble.empty());
        }
        double all = 0;
        for (int i = 0; i <= STEAL; i++) {
            all += ticks[i] - before[i];
        }
        if (all <= 0) {
            return List.of(OptionalDouble.empty(), OptionalDouble.empty());
        }
        double idle = ticks[IDLE] - before[IDLE] + ticks[IOWAIT] - before[IOWAIT];
        double stolen = ticks[STEAL] - before[STEAL];
        return List.of(
                OptionalDouble.of(Math.max(0, all - idle - stolen) / all),
                OptionalDouble.of(Math.max(0, stolen) / all));
    }

    private long[] ticks() {
        return files.lines("proc/stat").stream()
                .filter(line -> line.startsWith("cpu "))
                .findFirst()
                .map(line -> Arrays.stream(line.substring(4).trim().split("\\s+"))
                        .mapToLong(Long::parseLong)
                        .toArray())
                .orElse(new long[0]);
    }
}
