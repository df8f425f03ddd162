package io.varcas.profiler.host;

import io.varcas.profiler.Aggregate;
import io.varcas.profiler.ReadingNames;
import io.varcas.profiler.SeriesRecorder.Measure;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Swapping of the host: space in use, by {@code /proc/meminfo}, and pages that came in and went out, by {@code /proc/vmstat}. */
final class SwapInstrument implements Instrument {

    private static final double KIB_PER_MIB = 1024;

    private final HostFiles files;
    private OptionalLong in;
    private OptionalLong out;

    SwapInstrument(HostFiles files) {
        this.files = files;
        List<String> counters = files.lines("proc/vmstat");
        in = HostFiles.number(counters, "pswpin");
        out = HostFiles.number(counters, "pswpout");
    }

    @Override
    public List<Measure> measures() {
        return List.of(
                Measure.of("host.swap.used", "MiB", Aggregate.MAX),
                Measure.of(ReadingNames.SWAPPED_IN, "pages", Aggregate.SUM),
                Measure.of("host.swap.out", "pages", Aggregate.SUM));
    }

    @Override
    public List<OptionalDouble> read(double seconds) {
        List<String> memory = files.lines("proc/meminfo");
        OptionalLong total = HostFiles.number(memory, "SwapTotal:");
        OptionalLong free = HostFiles.number(memory, "SwapFree:");
        OptionalLong inBefore = in;
        OptionalLong outBefore = out;
        List<String> counters = files.lines("proc/vmstat");
        in = HostFiles.number(counters, "pswpin");
        out = HostFiles.number(counters, "pswpout");
        return List.of(
                total.isPresent() && free.isPresent()
                        ? OptionalDouble.of((total.getAsLong() - free.getAsLong()) / KIB_PER_MIB)
                        : OptionalDouble.empty(),
                HostFiles.rise(inBefore, in),
                HostFiles.rise(outBefore, out));
    }
}
