package io.varcas.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

    @Mixin
    FormatFlags result = new FormatFlags();

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
}
