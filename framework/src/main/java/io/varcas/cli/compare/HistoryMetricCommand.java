package io.varcas.cli.compare;

import io.varcas.cli.flag.ExitCode;
import io.varcas.history.HistoryValue;
import io.varcas.metric.MetricKey;
import io.varcas.setting.type.RegularExpression;
import io.varcas.validation.UsageException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one number over time. */
@Command(
        name = "metric",
        separator = " ",
        sortOptions = false,
        description = {
            "Show a metric of every trial over time and commits, with the change from the previous run.",
            "The changes are not tested for significance; use compare for that.",
            ""
        })
final class HistoryMetricCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(paramLabel = "<metric>", description = "The metric, such as ttft.p95.")
    String metric = "";

    @Option(
            names = "-trial",
            paramLabel = "<regexp>",
            description = "Show only trials whose name matches (default: all).")
    String trial = "";

    @Mixin
    DatabaseFlag database = new DatabaseFlag();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() {
        MetricKey key = key();
        Pattern wanted = pattern();
        List<HistoryValue> all = database.read(index -> index.values(key));
        if (all.isEmpty()) {
            throw new UsageException(key + ": no indexed run has it");
        }
        List<HistoryValue> found = all.stream()
                .filter(value -> wanted.matcher(value.trial()).find())
                .toList();
        if (found.isEmpty()) {
            throw new UsageException("-trial " + trial + ": no trial with " + key + " in its name; known are "
                    + String.join(
                            ", ",
                            all.stream().map(HistoryValue::trial).distinct().toList()));
        }
        HistoryText.tables(found).forEach(spec.commandLine().getOut()::println);
        return ExitCode.MET;
    }

    private MetricKey key() {
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
