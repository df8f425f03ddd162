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

/**
 * Reads what {@code ncu --csv} prints, in both shapes: {@code --page raw}, one column a metric with a row of units, and
 * {@code --page details}, one row a metric.
 */
final class NcuCsv {

    private static final int MOST_ROWS = 200_000;

    /** A metric of one launch, with its unit. */
    private record Metric(String value, String unit) {}

    /** One launch of a kernel. */
    private record Launch(String kernel, String device, String capability, Map<String, Metric> metrics) {}

    private final String source;
    private final ToolCsv csv = new ToolCsv();
    private final Map<String, Launch> launches = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private List<String> units = List.of();
    private boolean wide;
    private long broken;
    private long dropped;

    private NcuCsv(String source) {
        this.source = source;
    }

    /** Returns whether a line is a head that this reads. */
    static boolean isHead(String line) {
        return line.contains("Kernel Name") && (line.contains("Metric Name") || line.contains("__"));
    }

    /**
     * Reads a file.
     *
     * @throws ProfileException if no launch has a duration
     */
    static KernelProfile read(String source, BufferedReader in, KernelClassifier classes) throws IOException {
        NcuCsv file = new NcuCsv(source);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            file.line(line);
        }
        return file.profile(classes);
    }

    private void line(String line) {
        if (isHead(line)) {
            csv.heads(ToolCsv.row(line).orElse(List.of()));
            wide = !csv.heads().contains("Metric Name");
            units = List.of();
            return;
        }
        if (csv.heads().isEmpty() || line.startsWith("==") || !line.contains(",")) {
            return;
        }
        Optional<List<String>> row = ToolCsv.row(line);
        Optional<Map<String, String>> cells = row.flatMap(csv::cells);
        if (cells.isEmpty()) {
            broken += line.startsWith("\"") ? 1 : 0;
        } else if (wide && cells.get().getOrDefault("ID", "").isEmpty()) {
            units = row.get();
        } else if (launches.size() >= MOST_ROWS) {
            dropped++;
        } else if (wide) {
            wide(cells.get());
        } else {
            details(cells.get());
        }
    }

    private void wide(Map<String, String> cells) {
        Launch launch = launch(cells, String.valueOf(launches.size()));
        for (int i = 0; i < csv.heads().size(); i++) {
            String head = csv.heads().get(i);
            launch.metrics().put(head, new Metric(cells.getOrDefault(head, ""), i < units.size() ? units.get(i) : ""));
        }
    }

    private void details(Map<String, String> cells) {
        launch(cells, cells.getOrDefault("Process ID", "") + "/" + cells.getOrDefault("ID", ""))
                .metrics()
                .put(
                        cells.getOrDefault("Metric Name", ""),
                        new Metric(cells.getOrDefault("Metric Value", ""), cells.getOrDefault("Metric Unit", "")));
    }

    private Launch launch(Map<String, String> cells, String key) {
        return launches.computeIfAbsent(
                key,
                none -> new Launch(
                        cells.getOrDefault("Kernel Name", ""),
                        cells.getOrDefault("Device", ""),
                        cells.getOrDefault("CC", ""),
                        new LinkedHashMap<>()));
    }

    private KernelProfile profile(KernelClassifier classes) throws ProfileException {
        ToolNumbers numbers = ToolNumbers.like(launches.values().stream()
                .flatMap(launch -> launch.metrics().values().stream())
                .map(Metric::value)
                .toList());
        KernelTotals totals = new KernelTotals();
        long untimed = 0;
        long unknown = 0;
        for (Launch launch : launches.values()) {
            NcuWork work = new NcuWork(
                    launch.capability(),
                    name -> {
                        Metric metric = launch.metrics().get(name);
                        return metric == null ? OptionalDouble.empty() : numbers.count(metric.value(), metric.unit());
                    },
                    launch.metrics().keySet());
            OptionalDouble seconds = seconds(launch, numbers);
            if (seconds.isEmpty()) {
                untimed++;
                continue;
            }
            KernelTotals.Total total = totals.of(launch.kernel());
            total.add(1, Math.round(seconds.getAsDouble() * 1e9));
            OptionalDouble flops = work.flops();
            OptionalDouble bytes = work.bytes();
            if (flops.isPresent() && bytes.isPresent()) {
                totals.addWork(total, flops.getAsDouble(), bytes.getAsDouble());
            } else {
                unknown++;
            }
        }
        if (totals.isEmpty()) {
            throw new ProfileException(source
                    + ": no launch of a kernel has a duration; collect --set roofline or gpu__time_duration.sum");
        }
        note("launches without a duration, left out: ", untimed);
        note("launches without counts of operations and bytes (collect --set roofline): ", unknown);
        note("unreadable lines, left out (the file is damaged or ends early): ", broken);
        note("lines beyond the first " + MOST_ROWS + " launches, left out: ", dropped);
        notes.add("Nsight Compute replays each kernel alone: times are of kernels, not of a server under load");
        return new KernelProfile(
                source,
                "ncu CSV",
                Side.GPU,
                "",
                1,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                totals.rows(classes),
                List.of(),
                0,
                broken > 0,
                notes);
    }

    private static OptionalDouble seconds(Launch launch, ToolNumbers numbers) {
        for (String name : List.of("gpu__time_duration.sum", "gpu__time_duration.avg", "Duration")) {
            Metric metric = launch.metrics().get(name);
            if (metric != null) {
                return numbers.seconds(metric.value(), metric.unit());
            }
        }
        return OptionalDouble.empty();
    }

    private void note(String text, long count) {
        if (count > 0) {
            notes.add(text + count);
        }
    }
}
