package io.varcas.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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
    private final Flag console;
    private final Flag verbosity;
    private final Flag list;
    private final Flag listParameters;
    private final Flag listConfig;
    private final Flag listProfilers;
    private final Flag listFormats;

    OutputFlags(Flags flags) {
        result = new FormatFlags(flags);
        console = flags.add(Flag.text("-o", "<file>", "Print to this file instead of the console."));
        verbosity = flags.add(Flag.choice(
                        Verbosity.class,
                        "-v",
                        "<mode>",
                        "Verbosity: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
                .or("NORMAL"));
        list = flags.add(Flag.on("-l", "List the workloads that match, and exit."));
        listParameters = flags.add(Flag.on("-lp", "List them with their parameters and numbers, and exit."));
        listConfig = flags.add(Flag.on(
                "-lc", "List what is set for them as a file for -config, to be edited: -lc > team.json, and exit."));
        listProfilers = flags.add(Flag.on("-lprof", "List the profilers, and exit."));
        listFormats = flags.add(Flag.on("-lrf", "List the result formats, and exit."));
    }

    /** Returns the file that is printed to instead of the console, if there is one. */
    @Nullable
    Path console() {
        return console.file();
    }

    Verbosity verbosity() {
        return Verbosity.valueOf(verbosity.standing());
    }

    boolean lists() {
        return list.isTrue();
    }

    boolean listsParameters() {
        return listParameters.isTrue();
    }

    boolean listsConfig() {
        return listConfig.isTrue();
    }

    boolean listsProfilers() {
        return listProfilers.isTrue();
    }

    boolean listsFormats() {
        return listFormats.isTrue();
    }
}
