package io.varcas.cli.run;

import io.varcas.annotation.Endpoint;
import io.varcas.fork.LiveProgress;
import io.varcas.fork.WindowProgress;
import io.varcas.prediction.PredictionText;
import io.varcas.result.PredictionResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.result.identity.VarcasVersion;
import io.varcas.runner.RunListener;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.Secrets;
import io.varcas.setting.Settings;
import io.varcas.setting.type.Durations;
import io.varcas.text.ForeignText;
import io.varcas.workload.Windows;
import io.varcas.workload.WorkloadPlan;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Prints a run in JMH's format: facts as {@code # } lines, and one line for each iteration. On a terminal a status line
 * at the bottom is rewritten about once a second; in a pipe there are only whole lines.
 */
public final class Console implements RunListener {

    /** Characters of a status line, which must not wrap where it is rewritten. */
    private static final int STATUS_WIDTH = 76;

    private final PrintStream out;
    private final OutputFlags.Verbosity verbosity;
    private final boolean terminal;
    private final Eta eta;
    private Windows windows = new Windows(0, Duration.ZERO, 1, Duration.ofSeconds(1), Duration.ZERO);
    private final ProgressPause pause;
    private boolean statusShown;

    /**
     * Creates a console.
     *
     * @param out where to print
     * @param verbosity how much
     * @param terminal whether {@code out} is a terminal, on which a line can be rewritten
     */
    public Console(PrintStream out, OutputFlags.Verbosity verbosity, boolean terminal) {
        this(out, verbosity, terminal, System::nanoTime);
    }

    public Console(PrintStream out, OutputFlags.Verbosity verbosity, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.verbosity = verbosity;
        this.terminal = terminal;
        this.eta = new Eta(nanos);
        this.pause = new ProgressPause(nanos);
    }

    @Override
    public void launching(String command) {
        line("# Server: launching " + command);
    }

    @Override
    public void launchStep(String text) {
        line("# Server: " + text);
    }

    @Override
    public void serverStarting(Duration elapsed, String lastLine) {
        String text = "# Server: starting for " + Durations.format(Duration.ofSeconds(elapsed.toSeconds()))
                + (lastLine.isEmpty() ? "" : ", log: " + lastLine);
        if (terminal && verbosity != OutputFlags.Verbosity.SILENT) {
            status(ForeignText.oneLine(text, STATUS_WIDTH));
        } else if (pause.isOverAtReport()) {
            line(text);
        }
    }

    @Override
    public void started(TargetIdentity target, List<WorkloadPlan> trials) {
        JvmIdentity jvm = JvmIdentity.here();
        line("# Varcas " + VarcasVersion.current());
        line("# VM: JDK " + jvm.jdkVersion() + ", " + jvm.name() + ", " + jvm.version());
        jvm.handicap().ifPresent(why -> line("# WARNING: this JVM is unsuitable for generating load: " + why));
        line("# Target: " + describe(target));
        Optional.ofNullable(target.facts().get(TargetIdentity.SIMULATES))
                .ifPresent(what -> line("# Simulates: " + what));
        target.server()
                .map(ServerIdentity::describe)
                .filter(facts -> !facts.isEmpty())
                .ifPresent(facts -> line("# Server: " + facts));
        target.server()
                .flatMap(ServerIdentity::flags)
                .ifPresent(flags -> line("# Server flags: " + flags.commandLine()));
        eta.plan(trials);
        line("# Planned: " + trials.size() + (trials.size() == 1 ? " trial, " : " trials, ")
                + Eta.clock(Eta.planned(trials)) + " of load, plus start, drain and set-up");
    }

    /** What data do not say is drawn, so the declared lengths may not be those that are sent. */
    private static String lengths(WorkloadPlan plan) {
        String declared = "mean prompt " + tokens(plan.meanInputTokens()) + ", mean output "
                + tokens(plan.meanOutputTokens()) + " tokens";
        return plan.settings()
                .find(DatasetSettings.PATH)
                .filter(path -> !path.isBlank())
                .map(path -> "lengths of " + path + "; if missing, " + declared)
                .orElse(declared);
    }

    @Override
    public void trialStarted(WorkloadPlan plan, int trial) {
        windows = plan.windows();
        eta.trialStarted(plan);
        line("");
        line("# Workload: " + plan.spec().className()
                + (plan.spec().description().isEmpty() ? "" : " (" + plan.spec().description() + ")"));
        if (!plan.params().isEmpty()) {
            line("# Parameters: "
                    + plan.params().toString().replaceAll("[{}]", "").replace("=", " = "));
        }
        line("# Load: " + plan.describeLoad() + ", seed " + plan.seed().value());
        int clients = plan.settings().get(Settings.CLIENTS);
        if (clients > 1) {
            line("# Clients: " + clients + " JVMs that share the load");
        }
        line("# Requests: " + (plan.request().endpoint() == Endpoint.CHAT ? "chat" : "completions")
                + (plan.request().streaming() ? ", streamed" : ", not streamed") + ", " + lengths(plan));
        line("# Warmup: " + describe(windows.warmups(), windows.warmupTime()));
        line("# Measurement: " + describe(windows.measurements(), windows.measurementTime()));
        line("# Timeout: " + Durations.brief(windows.drainLimit()) + " after the last iteration, "
                + Durations.brief(plan.request().timeout()) + " per request");
    }

    @Override
    public void predicted(PredictionResult prediction) {
        PredictionText.lines(prediction).forEach(text -> line("# " + text));
    }

    @Override
    public void forkStarted(int fork, int of, boolean warmup) {
        eta.forkStarted();
        pause.forkStarted();
        line("");
        line(String.format(Locale.ROOT, "# Run progress: %.2f%% complete, ETA %s", eta.percent(), eta.left()));
        line("# " + (warmup ? "Warmup Fork: " : "Fork: ") + (fork + 1) + " of " + of);
    }

    @Override
    public void profileStarted(String profiler) {
        line("");
        line("# Profile fork, after the measurement: " + profiler);
    }

    @Override
    public void windowEnded(WindowProgress progress) {
        boolean warmup = progress.window() < windows.warmups();
        String name = warmup ? "# Warmup Iteration " : "Iteration ";
        int number = warmup ? progress.window() + 1 : progress.window() - windows.warmups() + 1;
        line(String.format(Locale.ROOT, "%s%3d: %s", name, number, describe(progress)));
    }

    @Override
    public void live(LiveProgress progress) {
        eta.live(progress.elapsedSeconds());
        if (terminal && verbosity != OutputFlags.Verbosity.SILENT) {
            status(String.format(
                    Locale.ROOT,
                    "[%3.0f%%] %d in flight, %d completed, %d failed, ETA %s",
                    eta.percent(),
                    progress.inFlight(),
                    progress.completed(),
                    progress.failed(),
                    eta.left()));
        } else if (pause.isOverAtReport()) {
            line(String.format(
                    Locale.ROOT,
                    "# %3.0f%%: %d in flight, %d completed, %d failed, ETA %s",
                    eta.percent(),
                    progress.inFlight(),
                    progress.completed(),
                    progress.failed(),
                    eta.left()));
        }
    }

    @Override
    public void alive() {
        if (!terminal) {
            pause.waiting().ifPresent(text -> line(String.format(Locale.ROOT, "# %3.0f%%: %s", eta.percent(), text)));
        }
    }

    @Override
    public void output(String text) {
        if (verbosity == OutputFlags.Verbosity.EXTRA) {
            line(text);
        }
    }

    @Override
    public void note(String text) {
        line("# WARNING: " + text);
    }

    @Override
    public void trialEnded(TrialResult result) {
        result.error().ifPresent(error -> line("# " + result.status().label() + ": " + error));
        result.traffic()
                .filter(traffic -> traffic.shortened() > 0)
                .ifPresent(traffic -> note(traffic.shortened() + " of " + traffic.requests()
                        + " requests were shortened to fit the model's context"));
    }

    @Override
    public void ended(ResultBundle bundle) {
        line("");
        line("# Run complete. Total time: " + Eta.clock(bundle.result().duration()));
        line("# Results: " + bundle.folder());
        line("");
    }

    /** Rewrites the last line of the terminal. */
    private void status(String text) {
        out.print("\r\033[K" + Secrets.HERE.redacted(text));
        out.flush();
        statusShown = true;
    }

    private void line(String text) {
        if (verbosity == OutputFlags.Verbosity.SILENT) {
            return;
        }
        if (statusShown) {
            out.print("\r\033[K");
            statusShown = false;
        }
        out.println(Secrets.HERE.redacted(ForeignText.line(text)));
        out.flush();
        pause.printed();
    }

    private static String describe(TargetIdentity target) {
        return (target.simulated() ? "SIMULATED server (" + target.asked() + ") at " : "") + target.uri()
                + target.engineVersion().map(version -> ", version " + version).orElse("") + ", model "
                + target.model();
    }

    private static String describe(int windows, Duration time) {
        return windows == 0 ? "none" : windows + " iterations, " + Durations.brief(time) + " each";
    }

    private static String describe(WindowProgress progress) {
        if (progress.seconds() <= 0) {
            return "not measured: the client was paused for the whole iteration";
        }
        return String.format(
                        Locale.ROOT,
                        "%.2f req/s, %.1f chunks/s",
                        progress.completed() / progress.seconds(),
                        progress.textEvents() / progress.seconds())
                + (Double.isNaN(progress.meanTtftMillis())
                        ? ""
                        : String.format(Locale.ROOT, ", mean TTFT %.1f ms", progress.meanTtftMillis()))
                + ", " + progress.inFlight() + " in flight"
                + (progress.failed() == 0 ? "" : ", " + progress.failed() + " FAILED");
    }

    private static String tokens(double mean) {
        return String.format(Locale.ROOT, "%.0f", mean);
    }
}
