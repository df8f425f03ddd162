package io.varcas.cli.run;

import io.varcas.cli.flag.Flag;
import io.varcas.cli.flag.Flags;
import io.varcas.cli.flag.FormatFlags;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The flags that say what is shown, and where. */
public final class OutputFlags {

    /** Amount of output during a run. */
    public enum Verbosity {
        /** Nothing but errors. */
        SILENT,
        /** The output of JMH. */
        NORMAL,
        /** That, and what the forks print. */
        EXTRA
    }

    public final FormatFlags result;
    private final Flag console;
    private final Flag verbosity;
    private final Flag list;
    private final Flag listParameters;
    private final Flag listConfig;
    private final Flag listProfilers;
    private final Flag listFormats;

    public OutputFlags(Flags flags) {
        result = new FormatFlags(flags);
        console = flags.add(Flag.text("-o", "<file>", "Print to a file instead of the console."));
        verbosity = flags.add(Flag.choice(
                        Verbosity.class,
                        "-v",
                        "<mode>",
                        "Set the verbosity: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
                .or("NORMAL"));
        list = flags.add(Flag.on("-l", "List the matching workloads and exit."));
        listParameters =
                flags.add(Flag.on("-lp", "List the matching workloads with parameters and settings, and exit."));
        listConfig =
                flags.add(Flag.on("-lc", "Print their settings as a file for -config (-lc > team.json) and exit."));
        listProfilers = flags.add(Flag.on("-lprof", "List the profilers and exit."));
        listFormats = flags.add(Flag.on("-lrf", "List the result formats and exit."));
    }

    /** Returns the file that is printed to instead of the console, if there is one. */
    @Nullable
    public Path console() {
        return console.file();
    }

    public Verbosity verbosity() {
        return Verbosity.valueOf(verbosity.standing());
    }

    public boolean lists() {
        return list.isTrue();
    }

    public boolean listsParameters() {
        return listParameters.isTrue();
    }

    public boolean listsConfig() {
        return listConfig.isTrue();
    }

    public boolean listsProfilers() {
        return listProfilers.isTrue();
    }

    public boolean listsFormats() {
        return listFormats.isTrue();
    }
}
