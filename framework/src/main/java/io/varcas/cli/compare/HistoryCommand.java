package io.varcas.cli.compare;

import io.varcas.validation.DidYouMean;
import io.varcas.validation.UsageException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows metrics over time; its sub-commands do the work. */
@Command(
        name = "history",
        separator = " ",
        sortOptions = false,
        description = {"Index result bundles in a database, and show metrics over time and commits.", ""})
public final class HistoryCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", hidden = true)
    @Nullable
    String unknown;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    public static CommandLine commandLine() {
        return new CommandLine(new HistoryCommand())
                .addSubcommand(new HistoryAddCommand())
                .addSubcommand(new HistoryListCommand())
                .addSubcommand(new HistoryTrendCommand());
    }

    @Override
    public Integer call() {
        throw new UsageException(
                unknown == null
                        ? "history needs a command: history add, history list or history trend"
                        : "history " + unknown + ": unknown"
                                + DidYouMean.hint(unknown, List.of("add", "list", "trend")));
    }
}
