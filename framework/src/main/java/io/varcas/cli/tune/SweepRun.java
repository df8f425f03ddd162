package io.varcas.cli.tune;

import io.varcas.cli.run.Eta;
import io.varcas.cli.run.Interrupts;
import io.varcas.cli.run.LineProgress;
import io.varcas.cli.run.RunLine;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.runner.RunListener;
import io.varcas.runner.RunOptions;
import io.varcas.runner.flag.ReadBack;
import io.varcas.tune.sweep.Sweep;
import io.varcas.tune.sweep.SweepCell;
import io.varcas.tune.sweep.SweepListener;
import io.varcas.tune.sweep.SweepPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A sweep on the console: one line for each run, then the result of all. */
public final class SweepRun {

    /** Shows the bundle of a sweep and returns the exit code. */
    public interface Show {

        /** Shows it. */
        int of(ResultBundle bundle) throws IOException;
    }

    private final SweepFlags flags;
    private final RunOptions options;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * @param out where progress goes
     * @param err where an interrupt is told
     */
    public SweepRun(SweepFlags flags, RunOptions options, PrintWriter out, PrintWriter err) {
        this.flags = flags;
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /**
     * Makes the runs.
     *
     * @param show shows the result
     * @return the exit code
     */
    public int call(Show show) throws Exception {
        SweepPlan plan = flags.plan(options);
        Progress progress = new Progress(plan);
        Optional<Path> earlier = flags.resume();
        Sweep sweep = earlier.isPresent()
                ? Sweep.resume(earlier.get(), options, plan, progress)
                : Sweep.begin(options, plan, progress);
        line("# Sweep: " + plan.cells().size() + " cells on "
                + plan.servers().size() + (plan.servers().size() == 1 ? " server, " : " servers, ") + plan.repeats()
                + (plan.repeats() == 1 ? " run of each" : " runs of each") + ", in " + sweep.folder());
        int made = plan.order().size() - sweep.open();
        if (made > 0) {
            line("# " + made + " of " + plan.order().size() + " runs are complete and are not made again");
        }
        line("# Planned: " + Eta.clock(length(plan)) + " of load, plus start, drain and set-up");
        return Interrupts.guard(sweep::stop, err, () -> {
            ResultBundle bundle = sweep.run();
            int code = show.of(bundle);
            if (sweep.open() > 0 && bundle.folder().equals(sweep.folder())) {
                line("# Interrupted: repeat the command with -resume " + sweep.folder() + " to make the other runs");
            }
            return code;
        });
    }

    private static Duration length(SweepPlan plan) {
        return Eta.planned(plan.cells().stream().map(SweepCell::plan).toList()).multipliedBy(plan.repeats());
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Prints what happens. */
    private final class Progress implements SweepListener {

        private final SweepPlan plan;

        private Progress(SweepPlan plan) {
            this.plan = plan;
        }

        @Override
        public void note(String text) {
            line("# " + text);
        }

        @Override
        public RunListener runStarted(int step, SweepCell cell, int repeat) {
            return new LineProgress(out, name(step, cell, repeat));
        }

        @Override
        public void runEnded(int step, SweepCell cell, int repeat, RunResult result) {
            String read = result
                    .target()
                    .server()
                    .map(server -> ReadBack.of(cell.server().flags(), server).flags())
                    .orElse(List.of())
                    .stream()
                    .map(flag -> flag.name() + " "
                            + flag.reported()
                                    .map(value -> value + " (" + flag.source() + ")")
                                    .orElse("not reported"))
                    .collect(Collectors.joining(", "));
            line(name(step, cell, repeat) + "  " + RunLine.of(result) + (read.isEmpty() ? "" : "  server: " + read));
        }

        @Override
        public void runFailed(int step, SweepCell cell, int repeat, String reason) {
            line(name(step, cell, repeat) + "  failed: " + reason);
        }

        private String name(int step, SweepCell cell, int repeat) {
            return "# " + (step + 1) + "/" + plan.order().size() + "  " + cell.name()
                    + (plan.repeats() > 1 ? "  repeat " + (repeat + 1) : "");
        }
    }
}
