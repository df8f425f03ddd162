package io.varcas.cli.tune;

import io.varcas.cli.run.ProgressPause;
import io.varcas.runner.RunListener;
import io.varcas.text.NumberText;
import io.varcas.tune.capacity.CapacityListener;
import io.varcas.tune.capacity.ProbeResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/** Prints the progress of a search for capacity: a line for each run, and one at least every ten seconds. */
public final class CapacityProgress implements CapacityListener {

    private final Consumer<String> out;
    private final ProgressPause pause = new ProgressPause(System::nanoTime);
    private final Set<String> told = new HashSet<>();
    private String probe = "";

    CapacityProgress(PrintWriter out) {
        this((String line) -> {
            out.println(line);
            out.flush();
        });
    }

    private CapacityProgress(Consumer<String> out) {
        this.out = out;
    }

    /** Returns the progress as notes of a run. */
    public static CapacityProgress of(RunListener listener) {
        return new CapacityProgress((String line) -> listener.note(line.replaceFirst("^# ", "")));
    }

    @Override
    public void predicted(OptionalDouble load) {
        load.ifPresent(value -> line("# Predicted: " + NumberText.brief(value)));
    }

    @Override
    public void probeStarted(int number, double load) {
        probe = "# Run " + number + " at " + NumberText.plain(load);
        pause.forkStarted();
    }

    @Override
    public void probing(double seconds, double inFlight, long ended) {
        if (pause.isOverAtReport()) {
            line(String.format(
                    Locale.ROOT, "%s: %.0f s measured, %.0f in flight, %d ended", probe, seconds, inFlight, ended));
        }
    }

    @Override
    public void probeEnded(ProbeResult result) {
        line(String.format(
                Locale.ROOT,
                "%s: %s after %.0f s (%s)%s",
                probe,
                result.decision().label(),
                result.measuredSeconds(),
                result.reason(),
                numbers(result)));
    }

    private static String numbers(ProbeResult result) {
        StringBuilder text = new StringBuilder();
        for (ProbeResult.LimitResult limit : result.limits()) {
            text.append("; ")
                    .append(limit.objective())
                    .append(": ")
                    .append(NumberText.of(limit.value()))
                    .append(", n ")
                    .append(limit.n());
        }
        return text.toString();
    }

    @Override
    public void note(String line) {
        if (told.add(line)) {
            line("# " + line);
        }
    }

    /** Returns what prints the progress of the runs. */
    RunListener ofRuns() {
        return new RunListener() {
            @Override
            public void launching(String command) {
                line("# Server: launching " + command);
            }

            @Override
            public void serverStarting(Duration elapsed, String lastLine) {
                if (pause.isOverAtReport()) {
                    line("# Server: starting for " + elapsed.toSeconds() + " s: " + lastLine);
                }
            }

            @Override
            public void launchStep(String text) {
                line("# Server: " + text);
            }

            @Override
            public void alive() {
                pause.waiting().ifPresent(text -> line(probe + ": " + text));
            }

            @Override
            public void note(String text) {
                CapacityProgress.this.note(text);
            }

            @Override
            public void output(String text) {
                line(text);
            }
        };
    }

    private void line(String text) {
        out.accept(text);
        pause.printed();
    }
}
