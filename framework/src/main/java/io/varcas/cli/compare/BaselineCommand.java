package io.varcas.cli.compare;

import io.varcas.cli.bundle.Bundles;
import io.varcas.cli.flag.ExitCode;
import io.varcas.history.IndexedRun;
import io.varcas.result.ResultBundle;
import io.varcas.text.TextTable;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives runs a name that {@code compare} knows. */
@Command(
        name = "baseline",
        separator = " ",
        sortOptions = false,
        description = {
            "Name runs as a baseline, replacing the previous runs of that name.",
            "Without a name, list the baselines. Name several repeats: one run cannot show a change.",
            ""
        })
public final class BaselineCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "<name>", description = "Name of the baseline.")
    @Nullable
    String name;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "<bundle>",
            description = "Bundles, or folders of bundles.")
    List<Path> paths = new ArrayList<>();

    @Mixin
    DatabaseFlag database = new DatabaseFlag();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() throws IOException {
        if (name == null) {
            list();
            return ExitCode.MET;
        }
        String given = name;
        if (!given.matches("[A-Za-z0-9._-]{1,200}")) {
            throw new UsageException("baseline \"" + given
                    + "\": must be 1 to 200 characters of a-z, A-Z, 0-9, dot, dash and underscore");
        }
        if (paths.isEmpty()) {
            throw new UsageException("baseline " + given + " needs a bundle: baseline " + given + " <bundle>");
        }
        List<ResultBundle> bundles = new ArrayList<>();
        for (Path path : paths) {
            for (Path bundle : Sides.bundles(path)) {
                bundles.add(Bundles.open(bundle));
            }
        }
        database.write(index -> {
            index.nameBaseline(given, bundles);
            return bundles;
        });
        PrintWriter out = spec.commandLine().getOut();
        out.println("# Baseline " + given + ": " + bundles.size() + (bundles.size() == 1 ? " run" : " runs"));
        return ExitCode.MET;
    }

    private void list() {
        SortedMap<String, List<IndexedRun>> baselines = database.read(index -> index.baselines());
        if (baselines.isEmpty()) {
            spec.commandLine().getOut().println("# No baselines yet; create one with baseline <name> <bundle>");
            return;
        }
        TextTable table = new TextTable("baseline", "started", "commit", "workloads", "target", "bundle");
        baselines.forEach((called, runs) -> runs.forEach(run -> table.row(
                called,
                HistoryText.time(run),
                HistoryText.commit(run),
                run.name(),
                HistoryText.target(run),
                run.bundle().toString())));
        table.lines().forEach(spec.commandLine().getOut()::println);
    }
}
