package io.varcas.cli.bundle;

import io.varcas.cli.flag.Choices;
import io.varcas.cli.flag.ExitCode;
import io.varcas.result.ResultBundle;
import io.varcas.result.ResultExport;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a bundle as another tool would have. */
@Command(
        name = "export",
        separator = " ",
        sortOptions = false,
        description = {"Export a result in the format of another tool, with that tool's metric definitions.", ""})
public final class ExportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "<bundle>", description = "Result folder or its result.json.")
    @Nullable
    Path bundle;

    @Option(names = "-format", paramLabel = "<format>", description = "Format to write; -l lists them.")
    @Nullable
    String to;

    @Option(names = "-out", paramLabel = "<folder>", description = "Folder for the files (default: ${DEFAULT-VALUE}).")
    Path out = Path.of(".");

    @Option(names = "-l", description = "List the formats and exit.")
    boolean list;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() {
        Choices<ResultExport> layouts = Choices.onClassPath(ResultExport.class, "format", ResultExport::name);
        if (list) {
            layouts.listing(ResultExport::description)
                    .forEach(spec.commandLine().getOut()::println);
            return ExitCode.MET;
        }
        if (bundle == null || to == null) {
            throw new UsageException("export needs a bundle and -to <format>; -l lists the formats");
        }
        ResultExport layout = layouts.named(to);
        ResultBundle read = Bundles.open(bundle);
        List<String> damages = Bundles.damages(read);
        if (!damages.isEmpty()) {
            throw new UsageException(String.join("; ", damages) + "; export needs every request");
        }
        try {
            Files.createDirectories(out);
            layout.write(read, out)
                    .forEach(file -> spec.commandLine().getOut().println("# " + layout.name() + " file: " + file));
        } catch (IOException unwritable) {
            throw new UsageException(FailureText.of(unwritable));
        }
        return ExitCode.MET;
    }
}
