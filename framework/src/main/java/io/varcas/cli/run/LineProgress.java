package io.varcas.cli.run;

import io.varcas.fork.LiveProgress;
import io.varcas.runner.RunListener;
import io.varcas.text.ForeignText;
import io.varcas.workload.WorkloadPlan;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Prints the progress of one of several runs at least every ten seconds, each line with the name of the run. */
public final class LineProgress implements RunListener {

    private static final int LONGEST = 160;

    private final PrintWriter out;
    private final String name;
    private final ProgressPause pause;

    /**
     * Creates it.
     *
     * @param out where to print
     * @param name what the run is called
     */
    public LineProgress(PrintWriter out, String name) {
        this(out, name, System::nanoTime);
    }

    LineProgress(PrintWriter out, String name, LongSupplier nanos) {
        this.out = out;
        this.name = name;
        this.pause = new ProgressPause(nanos);
    }

    @Override
    public void launching(String command) {
        line("launching " + ForeignText.oneLine(command, LONGEST));
    }

    @Override
    public void serverStarting(Duration elapsed, String lastLine) {
        if (pause.isOverAtReport()) {
            line("server starting for " + elapsed.toSeconds() + " s"
                    + (lastLine.isEmpty() ? "" : ", log: " + ForeignText.oneLine(lastLine, LONGEST)));
        }
    }

    @Override
    public void launchStep(String text) {
        line("server: " + text);
    }

    @Override
    public void note(String text) {
        line("WARNING: " + text);
    }

    @Override
    public void trialStarted(WorkloadPlan plan, int trial) {
        line("trial " + (trial + 1) + ": " + plan.spec().name());
    }

    @Override
    public void forkStarted(int fork, int of, boolean warmup) {
        pause.forkStarted();
    }

    @Override
    public void live(LiveProgress progress) {
        if (pause.isOverAtReport()) {
            line(String.format(
                    Locale.ROOT,
                    "%.0f s: %d in flight, %d completed, %d failed",
                    progress.elapsedSeconds(),
                    progress.inFlight(),
                    progress.completed(),
                    progress.failed()));
        }
    }

    @Override
    public void alive() {
        pause.waiting().ifPresent(this::line);
    }

    private void line(String text) {
        out.println(name + "  " + text);
        out.flush();
        pause.printed();
    }
}
