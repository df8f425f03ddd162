package io.varcas.profiler.host;

import io.varcas.profiler.Aggregate;
import io.varcas.profiler.ReadingNames;
import io.varcas.profiler.SeriesRecorder.Measure;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Pressure stall information of the host: the share of the time in which some task waited for a processor, and in which all tasks that
 * were not idle waited for memory or for input and output. From the totals in us of {@code /proc/pressure} (Linux 4.20 and later,
 * {@code Documentation/accounting/psi.rst}).
 */
final class PressureInstrument implements Instrument {

    private static final double MICROS = 1e6;

    private final HostFiles files;
    private OptionalLong[] totals;

    PressureInstrument(HostFiles files) {
        this.files = files;
        totals = totals();
    }

    @Override
    public List<Measure> measures() {
        return List.of(
                Measure.of("host.pressure.cpu", "ratio", Aggregate.MEAN, Aggregate.MAX),
                Measure.of(ReadingNames.MEMORY_PRESSURE, "ratio", Aggregate.MEAN, Aggregate.MAX),
                Measure.of("host.pressure.io", "ratio", Aggregate.MEAN, Aggregate.MAX));
    }

    @Override
    public List<OptionalDouble> read(double seconds) {
        OptionalLong[] before = totals;
        totals = totals();
        OptionalDouble[] shares = new OptionalDouble[before.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = before[i].isPresent() && totals[i].isPresent() && seconds > 0
                    ? OptionalDouble.of(Math.min(1, (totals[i].getAsLong() - before[i].getAsLong()) / MICROS / seconds))
                    : OptionalDouble.empty();
        }
        return List.of(shares);
    }

    private OptionalLong[] totals() {
        return new OptionalLong[] {total("cpu", "some"), total("memory", "full"), total("io", "full")};
    }

    private OptionalLong total(String resource, String line) {
        return files.lines("proc/pressure/" + resource).stream()
                .filter(text -> text.startsWith(line + " "))
                .flatMap(text -> Arrays.stream(text.split(" ")))
                .filter(word -> word.matches("total=[0-9]{1,18}"))
                .mapToLong(word -> Long.parseLong(word.substring("total=".length())))
                .findFirst();
    }
}
