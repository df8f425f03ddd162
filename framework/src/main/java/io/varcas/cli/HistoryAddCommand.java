package io.varcas.cli;

import io.varcas.result.ResultBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Indexes bundles. */
@Command(
        name = "add",
        separator = " ",
        sortOptions = false,
        description = {"Indexes bundles; one that is there already stays as it is.", ""})
final class HistoryAddCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "<bundle>", description = "Bundles, or folders of them.")
    List<Path> paths = new ArrayList<>();

    @Mixin
    DatabaseFlag database = new DatabaseFlag();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this page, and exit.")
    boolean help;

    @Override
    public Integer call() throws IOException {
        List<ResultBundle> bundles = new ArrayList<>();
        for (Path path : paths) {
            for (Path bundle : Sides.bundles(path)) {
                bundles.add(Bundles.open(bundle));
            }
        }
        int added = database.write(index -> {
            int fresh = 0;
            for (ResultBundle bundle : bundles) {
                fresh += index.add(bundle) ? 1 : 0;
            }
            return fresh;
        });
        spec.commandLine().getOut().println("# Added " + added + ", known already " + (bundles.size() - added));
        return ExitCode.MET;
    }
}
