package io.varcas.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

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

    final FormatFlags result;
    private final OptionSpec console;
    private final OptionSpec verbosity;
    private final OptionSpec list;
    private final OptionSpec listParameters;
    private final OptionSpec listConfig;
    private final OptionSpec listProfilers;
    private final OptionSpec listFormats;

    OutputFlags(CommandSpec command) {
        result = new FormatFlags(command);
        Flags flags = new Flags(command);
        console = flags.add(Flags.file("-o", "<file>", "Print to this file instead of the console."));
        verbosity =
                flags.add(Flags.text("-v", "<mode>", "Verbosity: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
                        .type(Verbosity.class)
                        .defaultValue("NORMAL"));
        list = flags.add(Flags.on("-l", "List the workloads that match, and exit."));
        listParameters = flags.add(Flags.on("-lp", "List them with their parameters and numbers, and exit."));
        listConfig = flags.add(Flags.on(
                "-lc", "List what is set for them as a file for -config, to be edited: -lc > team.json, and exit."));
        listProfilers = flags.add(Flags.on("-lprof", "List the profilers, and exit."));
        listFormats = flags.add(Flags.on("-lrf", "List the result formats, and exit."));
    }

    /** Returns the file that is printed to instead of the console, if there is one. */
    @Nullable
    Path console() {
        return console.getValue();
    }

    Verbosity verbosity() {
        return verbosity.getValue();
    }

    boolean lists() {
        return list.getValue();
    }

    boolean listsParameters() {
        return listParameters.getValue();
    }

    boolean listsConfig() {
        return listConfig.getValue();
    }

    boolean listsProfilers() {
        return listProfilers.getValue();
    }

    boolean listsFormats() {
        return listFormats.getValue();
    }
}
