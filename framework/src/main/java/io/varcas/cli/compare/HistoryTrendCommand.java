package io.varcas.cli.compare;

import io.varcas.cli.flag.Choices;
import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.flag.OutputFile;
import io.varcas.history.HistoryValue;
import io.varcas.history.MetricTrend;
import io.varcas.history.TrendFormat;
import io.varcas.metric.MetricKey;
import io.varcas.result.WholeFile;
import io.varcas.setting.type.RegularExpression;
import io.varcas.validation.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows numbers over time. */
@Command(
        name = "trend",
        aliases = "metric",
        separator = " ",
        sortOptions = false,
        description = {
            "Show metrics of every trial over time and commits, and the runs with which their level changed.",
            "Trials are in one series if workload, model, kind of target and the settings of the load are the same.",
            ""
        })
final class HistoryTrendCommand implements Callable<Integer> {

    private static final String TEXT = "text";

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "<metric>", description = "Metrics, such as ttft.p95.")
    List<String> metrics = new ArrayList<>();

    @Option(
            names = "-trial",
            paramLabel = "<regexp>",
            description = "Show only trials whose name matches (default: all).")
    String trial = "";

    @Mixin
    TagFlag tags = new TagFlag();

    @Option(
            names = "-rf",
            paramLabel = "<format>",
            defaultValue = TEXT,
            description = "Format: text, json, markdown, html or a custom one (default: ${DEFAULT-VALUE}).")
    String format = TEXT;

    @Option(
            names = "-rff",
            paramLabel = "<file>",
            description = "Write to this file instead of the console; an existing file is replaced.")
    @Nullable
    Path file;

    @Mixin
    DatabaseFlag database = new DatabaseFlag();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() throws IOException {
        TrendFormat writer = named(format);
        OutputFile.check("-rff", file);
        tags.wanted();
        Pattern wanted = pattern();
        List<MetricTrend> trends = new ArrayList<>();
        for (MetricKey key : metrics.stream().map(HistoryTrendCommand::key).toList()) {
            trends.addAll(MetricTrend.of(values(key, wanted)));
        }
        write(writer, trends);
        return ExitCode.MET;
    }

    private List<HistoryValue> values(MetricKey key, Pattern wanted) {
        List<HistoryValue> all = database.read(index -> index.values(key));
        if (all.isEmpty()) {
            throw new UsageException(key + ": no indexed run has it");
        }
        List<HistoryValue> tagged =
                all.stream().filter(value -> value.run().hasTags(tags.wanted())).toList();
        if (tagged.isEmpty()) {
            throw new UsageException(
                    tags.noneOf(all.stream().map(HistoryValue::run).toList(), "run with " + key));
        }
        List<HistoryValue> found = tagged.stream()
                .filter(value -> wanted.matcher(value.trial().name()).find())
                .toList();
        if (found.isEmpty()) {
            throw new UsageException("-trial " + trial + ": no trial with " + key + " in its name; known are "
                    + String.join(
                            ", ",
                            tagged.stream()
                                    .map(value -> value.trial().name())
                                    .distinct()
                                    .toList()));
        }
        return found;
    }

    private void write(TrendFormat writer, List<MetricTrend> trends) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.write(trends, bytes);
        if (file == null) {
            out.print(bytes.toString(StandardCharsets.UTF_8));
        } else {
            WholeFile.write(file, bytes::writeTo);
            if (!WholeFile.isStandardOutput(file)) {
                out.println("# history: " + file);
            }
        }
        out.flush();
    }

    private static TrendFormat named(String name) {
        Choices<TrendFormat> formats = Choices.onClassPath(TrendFormat.class, "format of a history", TrendFormat::name);
        if (name.equals(TEXT) && !formats.names().contains(TEXT)) {
            throw new UsageException(
                    "the text format of histories is missing; add io.varcas:varcas-reports to the class path");
        }
        return formats.named(name.toLowerCase(Locale.ROOT));
    }

    private static MetricKey key(String metric) {
        try {
            return MetricKey.parse(metric);
        } catch (IllegalArgumentException unknown) {
            throw new UsageException(String.valueOf(unknown.getMessage()));
        }
    }

    private Pattern pattern() {
        try {
            return RegularExpression.of(trial);
        } catch (UsageException wrong) {
            throw new UsageException("-trial: " + wrong.getMessage());
        }
    }
}
