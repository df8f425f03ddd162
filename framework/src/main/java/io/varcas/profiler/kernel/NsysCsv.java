package io.varcas.profiler.kernel;

import io.varcas.profiler.kernel.KernelProfile.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code nsys stats --format csv} prints: {@code cuda_gpu_kern_sum}, its variants, {@code cuda_gpu_mem_time_sum}
 * and {@code cuda_gpu_trace}. Columns are found by name, with the unit in their heads.
 */
final class NsysCsv {

    private static final Pattern UNIT = Pattern.compile("(.*?)\\s*\\((\\w+)\\)");

    private final String source;
    private final ToolCsv csv = new ToolCsv();
    private final KernelTotals totals = new KernelTotals();
    private final Map<String, BusyIntervals> busy = new LinkedHashMap<>();
    private final ToolNumbers numbers = ToolNumbers.withPoint();
    private final List<String> notes = new ArrayList<>();
    private String report = "";
    private String api = "";
    private long broken;
    private double factor = 1e-9;

    private NsysCsv(String source) {
        this.source = source;
    }

    /** Returns whether a line is a head that this reads. */
    static boolean isHead(String line) {
        boolean named = line.contains("Name") || line.contains("Operation");
        boolean timed = line.contains("Total Time (") || (line.contains("Start (") && line.contains("Duration ("));
        return named && timed;
    }

    /**
     * Reads the reports of a file.
     *
     * @throws ProfileException if none of them has a kernel
     */
    static KernelProfile read(String source, BufferedReader in, KernelClassifier classes) throws IOException {
        NsysCsv reports = new NsysCsv(source);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            reports.line(line);
        }
        return reports.profile(classes);
    }

    private void line(String line) {
        if (isHead(line)) {
            csv.heads(ToolCsv.row(line).orElse(List.of()));
            report = csv.heads().contains("Num Calls")
                    ? ""
                    : column("Start").isPresent() ? "cuda_gpu_trace" : "cuda_gpu_kern_sum";
            api = report.isEmpty() ? "an API summary" : api;
        } else if (!report.isEmpty() && line.contains(",")) {
            Optional<Map<String, String>> cells = ToolCsv.row(line).flatMap(csv::cells);
            if (cells.isEmpty() || !(report.equals("cuda_gpu_trace") ? launch(cells.get()) : sum(cells.get()))) {
                broken++;
            }
        }
    }

    /** Returns the full name of the column of a quantity, and notes its unit. */
    private Optional<String> column(String quantity) {
        for (String head : csv.heads()) {
            Matcher parts = UNIT.matcher(head);
            if (parts.matches() && parts.group(1).equals(quantity)) {
                factor = numbers.seconds("1", parts.group(2)).orElse(1e-9);
                return Optional.of(head);
            }
        }
        return Optional.empty();
    }

    private OptionalLong nanos(Map<String, String> cells, String quantity) {
        OptionalDouble value = column(quantity)
                .map(head -> numbers.number(cells.getOrDefault(head, "")))
                .orElse(OptionalDouble.empty());
        return value.isPresent() && value.getAsDouble() >= 0
                ? OptionalLong.of(Math.round(value.getAsDouble() * factor * 1e9))
                : OptionalLong.empty();
    }

    private boolean sum(Map<String, String> cells) {
        OptionalLong time = nanos(cells, "Total Time");
        String name = cells.getOrDefault("Name", cells.getOrDefault("Operation", ""));
        long calls = (long) numbers.number(cells.getOrDefault("Instances", cells.getOrDefault("Count", "")))
                .orElse(0);
        if (time.isEmpty() || name.isEmpty()) {
            return false;
        }
        totals.of(name).add(calls, time.getAsLong());
        return true;
    }

    private boolean launch(Map<String, String> cells) {
        OptionalLong start = nanos(cells, "Start");
        OptionalLong time = nanos(cells, "Duration");
        String name = cells.getOrDefault("Name", "");
        if (start.isEmpty() || time.isEmpty() || name.isEmpty()) {
            return false;
        }
        totals.of(name).add(1, time.getAsLong());
        busy.computeIfAbsent(cells.getOrDefault("Device", ""), device -> new BusyIntervals())
                .add(start.getAsLong(), start.getAsLong() + time.getAsLong());
        return true;
    }

    private KernelProfile profile(KernelClassifier classes) throws ProfileException {
        if (totals.isEmpty()) {
            throw new ProfileException(source + ": no kernel was recorded"
                    + (api.isEmpty() ? "" : "; it holds " + api + ", use --report cuda_gpu_kern_sum"));
        }
        if (broken > 0) {
            notes.add("unreadable lines, left out (the file is damaged or ends early): " + broken);
        }
        long first =
                busy.values().stream().mapToLong(BusyIntervals::first).min().orElse(0);
        long last = busy.values().stream().mapToLong(BusyIntervals::last).max().orElse(0);
        boolean timed = !busy.isEmpty();
        return new KernelProfile(
                source,
                "nsys CSV",
                Side.GPU,
                busy.size() == 1 ? busy.keySet().iterator().next() : "",
                Math.max(1, busy.size()),
                timed ? OptionalDouble.of((last - first) / 1e9) : OptionalDouble.empty(),
                timed
                        ? OptionalDouble.of(busy.values().stream()
                                        .mapToLong(BusyIntervals::busy)
                                        .average()
                                        .orElse(0)
                                / 1e9)
                        : OptionalDouble.empty(),
                totals.rows(classes),
                List.of(),
                0,
                broken > 0,
                notes);
    }
}
