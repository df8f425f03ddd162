package io.varcas.doctor;

import io.varcas.profiler.host.HostFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks of what goes on now: steal, pressure and swapping. Counters are read when it is made, and again for the checks. */
final class ActivityChecks {

    private static final int STEAL = 7;
    private static final double STEAL_LIMIT = 0.05;
    private static final double PRESSURE_LIMIT = 10;
    private static final double MEMORY_LIMIT = 1;
    private static final double PERCENT = 100;

    private final HostFiles files;
    private final long[] ticks;
    private final OptionalLong swapped;

    ActivityChecks(HostFiles files) {
        this.files = files;
        ticks = ticks();
        swapped = swapped();
    }

    List<HostCheck> checks() {
        return List.of(
                steal(),
                pressure(
                        "cpu", "some", PRESSURE_LIMIT, "tasks wait for a processor: another load runs on this machine"),
                pressure("memory", "full", MEMORY_LIMIT, "all tasks wait for memory: the machine is short of it"),
                pressure("io", "full", PRESSURE_LIMIT, "all tasks wait for input and output"),
                swapping());
    }

    private HostCheck steal() {
        String name = "cpu.steal";
        String wanted = "less than 5 %";
        String reason = "other guests of this host take processor time: numbers are not the server's";
        long[] now = ticks();
        double all = 0;
        for (int i = 0; i <= STEAL && now.length > STEAL && ticks.length > STEAL; i++) {
            all += now[i] - ticks[i];
        }
        if (all <= 0) {
            return HostCheck.unknown(name, "/proc/stat does not report it", wanted, reason);
        }
        double share = (now[STEAL] - ticks[STEAL]) / all;
        String found = String.format(Locale.ROOT, "%.1f %%", share * PERCENT);
        return share < STEAL_LIMIT
                ? HostCheck.ok(name, found, wanted, reason)
                : HostCheck.wrong(
                        Severity.ERROR, name, found, wanted, reason, "use a dedicated machine or instance type");
    }

    private long[] ticks() {
        return files.lines("proc/stat").stream()
                .filter(line -> line.startsWith("cpu "))
                .findFirst()
                .map(line -> Arrays.stream(line.substring(4).strip().split("\\s+"))
                        .filter(word -> word.matches("[0-9]{1,18}"))
                        .mapToLong(Long::parseLong)
                        .toArray())
                .orElse(new long[0]);
    }

    private HostCheck pressure(String resource, String line, double limit, String reason) {
        String name = "pressure." + resource;
        String wanted = String.format(Locale.ROOT, "less than %.0f %%", limit);
        Optional<String> average = files.lines("proc/pressure/" + resource).stream()
                .filter(text -> text.startsWith(line + " "))
                .flatMap(text -> Arrays.stream(text.split(" ")))
                .filter(word -> word.matches("avg60=[0-9]{1,3}\\.[0-9]+"))
                .map(word -> word.substring("avg60=".length()))
                .findFirst();
        if (average.isEmpty()) {
            return HostCheck.unknown(name, "/proc/pressure/" + resource + " cannot be read", wanted, reason);
        }
        String found = average.get() + " % of the last minute";
        return Double.parseDouble(average.get()) < limit
                ? HostCheck.ok(name, found, wanted, reason)
                : HostCheck.wrong(
                        Severity.WARNING,
                        name,
                        found,
                        wanted,
                        reason,
                        "end other loads (top, iotop), or run client and server on machines of their own");
    }

    private HostCheck swapping() {
        String name = "memory.swapping";
        String wanted = "no pages";
        String reason = "the machine is short of memory, and stalls are not the server's";
        OptionalLong now = swapped();
        if (swapped.isEmpty() || now.isEmpty()) {
            return HostCheck.unknown(name, "/proc/vmstat cannot be read", wanted, reason);
        }
        long pages = now.getAsLong() - swapped.getAsLong();
        return pages == 0
                ? HostCheck.ok(name, "no pages", wanted, reason)
                : HostCheck.wrong(
                        Severity.ERROR, name, pages + " pages moved", wanted, reason, "free memory before a run");
    }

    private OptionalLong swapped() {
        List<String> counters = files.lines("proc/vmstat");
        OptionalLong in = HostFiles.number(counters, "pswpin");
        OptionalLong out = HostFiles.number(counters, "pswpout");
        return in.isPresent() && out.isPresent()
                ? OptionalLong.of(in.getAsLong() + out.getAsLong())
                : OptionalLong.empty();
    }
}
