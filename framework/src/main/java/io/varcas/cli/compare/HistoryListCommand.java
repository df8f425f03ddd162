package io.varcas.cli.compare;

import io.varcas.cli.flag.ExitCode;
import io.varcas.history.IndexedRun;
import io.varcas.text.TextTable;
import io.varcas.validation.UsageException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the runs that were indexed. */
@Command(
        name = "list",
        separator = " ",
        sortOptions = false,
        description = {"List the indexed runs, oldest first.", ""})
final class HistoryListCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Mixin
    TagFlag tags = new TagFlag();

    @Mixin
    DatabaseFlag database = new DatabaseFlag();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() {
        List<IndexedRun> all = database.read(index -> index.runs());
        List<IndexedRun> runs =
                all.stream().filter(run -> run.hasTags(tags.wanted())).toList();
        if (runs.isEmpty() && !tags.wanted().isEmpty()) {
            throw new UsageException(tags.noneOf(all, "indexed run"));
        }
        TextTable table = new TextTable("started", "commit", "workloads", "target", "verdict", "tags", "bundle");
        runs.forEach(run -> table.row(
                HistoryText.time(run),
                HistoryText.commit(run),
                run.name(),
                HistoryText.target(run),
                HistoryText.verdict(run),
                HistoryText.tags(run),
                run.bundle().toString()));
        table.lines().forEach(spec.commandLine().getOut()::println);
        return ExitCode.MET;
    }
}
