package io.varcas.cli.compare;

import io.varcas.cli.bundle.Bundles;
import io.varcas.cli.flag.ExitCode;
import io.varcas.result.ResultBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
        description = {"Add bundles to the index. Bundles that are already indexed stay unchanged.", ""})
final class HistoryAddCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "<bundle>", description = "Bundles, or folders to search for bundles.")
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
        List<ResultBundle> bundles = new ArrayList<>();
        for (Path path : paths) {
            for (Path bundle : beneath(path)) {
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
        spec.commandLine().getOut().println("# Added " + added + ", already indexed " + (bundles.size() - added));
        return ExitCode.MET;
    }

    /** Finds every whole bundle in a folder, however deep: a comparison has one folder for each of its sides. */
    private static List<Path> beneath(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> found = all.filter(file -> file.endsWith(ResultBundle.RESULT_FILE))
                    .map(file -> file.resolveSibling(""))
                    .filter(folder -> !folder.toString().endsWith(".part"))
                    .sorted()
                    .toList();
            return found.isEmpty() ? List.of(path) : found;
        }
    }
}
