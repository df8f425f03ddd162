package io.varcas.cli;

import io.varcas.result.ReportFormat;
import io.varcas.runner.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say what is shown, and where. */
final class OutputFlags {

    /** How much is printed while a run goes on. */
    enum Verbosity {
        /** Nothing but errors. */
        SILENT,
        /** What JMH prints. */
        NORMAL,
        /** That, and what the forks print. */
        EXTRA
    }

    @Option(
            names = "-rf",
            split = ",",
            paramLabel = "<format>",
            description = "Write the result in these formats too, separated by commas; -lrf lists them.")
    List<String> formats = new ArrayList<>();

    @Option(
            names = "-rff",
            paramLabel = "<file>",
            description = "File for it, with one format; replaced if it is there. Else it goes into the bundle.")
    @Nullable
    Path file;

    @Option(names = "-o", paramLabel = "<file>", description = "Print to this file instead of the console.")
    @Nullable
    Path console;

    @Option(
            names = "-v",
            paramLabel = "<mode>",
            defaultValue = "NORMAL",
            description = "Verbosity: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Verbosity verbosity = Verbosity.NORMAL;

    @Option(names = "-l", description = "List the workloads that match, and exit.")
    boolean list;

    @Option(names = "-lp", description = "List them with their parameters and numbers, and exit.")
    boolean listParameters;

    @Option(
            names = "-lc",
            description = "List what is set for them as a file for -config, to be edited: -lc > team.json, and exit.")
    boolean listConfig;

    @Option(names = "-lprof", description = "List the profilers, and exit.")
    boolean listProfilers;

    @Option(names = "-lrf", description = "List the result formats, and exit.")
    boolean listFormats;

    /** Finds out before the run which formats are meant, and that they can be written. */
    List<ReportFormat> chosen() {
        List<ReportFormat> chosen =
                formats.stream().distinct().map(Formats::named).toList();
        if (file != null && chosen.size() > 1) {
            throw new UsageException("-rff " + file + ": holds one format, but -rf names " + chosen.size()
                    + "; leave -rff out, and each goes into the bundle");
        }
        OutputFile.check("-rff", file);
        return chosen;
    }
}
