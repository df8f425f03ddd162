package io.varcas.profiler.kernel;

import io.varcas.profiler.kernel.KernelProfile.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the key-averages table of the torch profiler ({@code profiler_out_0.txt}). Columns are cut at its dashed line, as
 * names contain spaces. On a GPU only rows of kernels count: the operators that launched them, and annotations around
 * them, show the same time again.
 */
final class TorchTable {

    private static final Pattern RULER = Pattern.compile("\\s*-{3,}(\\s+-{3,}){3,}\\s*");
    private static final Pattern DASHES = Pattern.compile("-{3,}");
    private static final Pattern DEVICE = Pattern.compile("Self (?!CPU)(\\w+)");
    private static final Pattern TOTAL = Pattern.compile("Self (\\w+) time total:\\s*(\\S+)");
    private static final Pattern PYTHON = Pattern.compile("\\.py\\(\\d+|^<|^[\\w.]+(/[\\w.]+)+");
    private static final Pattern ANNOTATION =
            Pattern.compile("^ProfilerStep|CompiledFxGraph|^## |^Torch-Compiled Region|^nccl:|^gpu_model_runner");
    private static final String REST = "(not in the table)";

    private final String source;
    private final KernelTotals totals = new KernelTotals();
    private final Map<String, EngineStep> steps = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final ToolNumbers numbers = ToolNumbers.withPoint();
    private Map<String, String> cells = Map.of();
    private String device = "CPU";
    private boolean python;
    private boolean truncated;
    private OptionalDouble total = OptionalDouble.empty();
    private double counted;

    private TorchTable(String source) {
        this.source = source;
    }

    static boolean isRuler(String line) {
        return RULER.matcher(line).matches();
    }

    /**
     * Reads a table.
     *
     * @throws ProfileException if there is none, or it has no row
     */
    static KernelProfile read(String source, BufferedReader in, KernelClassifier classes) throws IOException {
        TorchTable table = new TorchTable(source);
        table.parse(in);
        return table.profile(classes);
    }

    private void parse(BufferedReader in) throws IOException {
        List<int[]> spans = List.of();
        List<String> heads = List.of();
        int rulers = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Matcher footer = TOTAL.matcher(line);
            if (isRuler(line)) {
                rulers++;
                spans = rulers == 1 ? spans(line) : spans;
            } else if (rulers == 1) {
                heads = List.of(line.strip().split("\\s{2,}")); // one is wider than its dashes
                heads.stream()
                        .map(DEVICE::matcher)
                        .filter(Matcher::matches)
                        .findFirst()
                        .ifPresent(name -> device = name.group(1));
            } else if (rulers == 2 && !line.isBlank()) {
                row(heads, cut(line, spans));
            } else if (footer.find() && footer.group(1).equals(device)) {
                total = numbers.seconds(footer.group(2));
            }
        }
        if (rulers < 2 || heads.isEmpty()) {
            throw new ProfileException(source + ": not a table of the torch profiler: it has no rows");
        }
        if (rulers == 2) {
            truncated = true;
            notes.add("the table ends early: its last rows and its total are missing");
        }
    }

    private static List<int[]> spans(String ruler) {
        List<int[]> spans = new ArrayList<>();
        int from = 0;
        Matcher dashes = DASHES.matcher(ruler);
        while (dashes.find()) {
            spans.add(new int[] {from, dashes.end()});
            from = dashes.end();
        }
        return spans;
    }

    private static List<String> cut(String line, List<int[]> spans) {
        return spans.stream()
                .map(span -> line.substring(Math.min(span[0], line.length()), Math.min(span[1], line.length()))
                        .strip())
                .toList();
    }

    private void row(List<String> heads, List<String> values) {
        cells = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(heads.size(), values.size()); i++) {
            cells.put(heads.get(i), values.get(i));
        }
        String name = cells.getOrDefault("Name", "");
        long calls = (long) numbers.number(cells.getOrDefault("# of Calls", "")).orElse(0);
        OptionalDouble self = seconds("Self " + device);
        if (name.isEmpty() || self.isEmpty()) {
            notes.add("a row cannot be read and was left out: \"" + name + "\"");
            return;
        }
        if (step(name, Math.max(1, calls))) {
            if (device.equals("CPU")) {
                add(name, calls, self.getAsDouble());
            }
            return;
        }
        boolean isPython = PYTHON.matcher(name).find();
        python |= isPython;
        boolean isKernel = device.equals("CPU")
                ? !isPython
                : self.getAsDouble() > 0
                        && seconds("Self CPU").orElse(0) == 0
                        && !ANNOTATION.matcher(name).find();
        if (isKernel) {
            add(name, calls, self.getAsDouble());
        }
    }

    private void add(String name, long calls, double seconds) {
        totals.of(name).add(calls, Math.round(seconds * 1e9));
        counted += seconds;
    }

    private OptionalDouble seconds(String column) {
        return numbers.seconds(cells.getOrDefault(column, ""));
    }

    private boolean step(String name, long calls) {
        double seconds = seconds(device + " total").orElse(0) / calls;
        var step = EngineStep.of(name, 0, seconds, calls);
        step.ifPresent(one -> {
            @Nullable EngineStep known = steps.get(name);
            if (known == null || known.seconds() < one.seconds()) {
                steps.put(name, one);
            }
        });
        return step.isPresent();
    }

    private KernelProfile profile(KernelClassifier classes) throws ProfileException {
        if (totals.isEmpty()) {
            throw new ProfileException(source + ": the table has no kernel and no operator");
        }
        if (python) {
            notes.add("Python functions were recorded and are left out; shares are of the operators' time");
        } else if (total.isPresent()) {
            double rest = total.getAsDouble() - counted;
            if (rest > 0.0005 * total.getAsDouble()) {
                totals.of(REST).add(0, Math.round(rest * 1e9));
            } else if (rest < -0.01 * total.getAsDouble()) {
                notes.add(String.format(
                        Locale.ROOT,
                        "the rows sum to %.3f s, more than the total of %.3f s: some time is counted twice",
                        counted,
                        total.getAsDouble()));
            }
        }
        boolean onCpu = device.equals("CPU");
        List<KernelTime> rows = totals.rows(classes);
        return new KernelProfile(
                source,
                "torch table",
                onCpu ? Side.CPU : Side.GPU,
                "",
                1,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                onCpu ? HostTime.merged(rows) : rows,
                List.copyOf(steps.values()),
                steps.values().stream().mapToLong(EngineStep::steps).sum(),
                truncated,
                notes);
    }
}
