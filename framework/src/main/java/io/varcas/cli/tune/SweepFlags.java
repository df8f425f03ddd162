package io.varcas.cli.tune;

import io.varcas.cli.flag.Flag;
import io.varcas.cli.flag.Flags;
import io.varcas.runner.RunOptions;
import io.varcas.tune.sweep.SweepPlan;
import io.varcas.validation.UsageException;
import io.varcas.workload.WorkloadPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The flags that make a run a sweep of several runs. */
public final class SweepFlags {

    private static final int MOST = 1_000;

    private final Flag repeats;
    private final Flag resume;

    /** Adds the flags. */
    public SweepFlags(Flags flags) {
        repeats = flags.add(Flag.text(
                        "-repeats",
                        "<int>",
                        "Number of runs of each combination of -s and -p, spread over the sweep (default:"
                                + " ${DEFAULT-VALUE}).")
                .or("1"));
        resume = flags.add(Flag.text(
                "-resume",
                "<folder>",
                "Continue the sweep in this folder with the same command; runs that are complete are kept."));
    }

    /**
     * Returns whether several runs are asked for: several values of a flag of the server, repeats, or the rest of a sweep.
     *
     * @param plans trials as planned
     * @throws UsageException if a value is wrong
     */
    public boolean areNeeded(List<WorkloadPlan> plans) {
        return repeats() > 1 || resume().isPresent() || SweepPlan.isNeeded(plans);
    }

    /** Returns the plan of the sweep. */
    SweepPlan plan(RunOptions options) {
        return SweepPlan.of(options, repeats());
    }

    /** Returns the folder of the sweep that goes on. */
    Optional<Path> resume() {
        return Optional.ofNullable(resume.file());
    }

    private int repeats() {
        String text = repeats.standing();
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw new UsageException("-repeats " + text + ": must be a whole number from 1 to " + MOST);
        }
        return Integer.parseInt(text);
    }
}
