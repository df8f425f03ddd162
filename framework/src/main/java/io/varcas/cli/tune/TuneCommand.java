package io.varcas.cli.tune;

import io.varcas.cli.flag.Choices;
import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.flag.Flags;
import io.varcas.cli.flag.FlagsToSpec;
import io.varcas.cli.flag.PrintFlags;
import io.varcas.cli.run.Interrupts;
import io.varcas.cli.run.LineProgress;
import io.varcas.cli.run.RunFlags;
import io.varcas.cli.run.RunLine;
import io.varcas.metric.MetricKey;
import io.varcas.result.RunResult;
import io.varcas.result.WholeFile;
import io.varcas.runner.RunListener;
import io.varcas.setting.type.Durations;
import io.varcas.tune.plan.Configuration;
import io.varcas.tune.plan.Goal;
import io.varcas.tune.plan.PlanFlag;
import io.varcas.tune.race.Aim;
import io.varcas.tune.race.TuneFormat;
import io.varcas.tune.race.TuneJson;
import io.varcas.tune.race.TuneListener;
import io.varcas.tune.race.TuneOptions;
import io.varcas.tune.race.TuneOutcome;
import io.varcas.tune.race.TuneResult;
import io.varcas.tune.race.TuneText;
import io.varcas.tune.race.Tuning;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.UsageException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tunes the flags of a server: measures, simulates, races and confirms. */
@Command(
        name = "tune",
        customSynopsis = "benchmarks.jar tune <workload> [flags]",
        separator = " ",
        sortOptions = false,
        description = {
            "Find better server flags: measure the server as it is, simulate other flags with its step times, race the",
            "most promising against it, and confirm the winner. The flags of a run apply to every run.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 improved, 1 better but less accurate, 2 usage error, 3 failed or interrupted,",
            "4 no improvement shown."
        })
public final class TuneCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    private final Flags flagsOfRuns = new Flags();
    private final RunFlags run = new RunFlags(flagsOfRuns);

    @Mixin
    final CommandSpec runFlags = FlagsToSpec.spec(flagsOfRuns);

    @Option(
            names = "-goal",
            paramLabel = "<goal>",
            description = "throughput, latency, balanced, goodput or cost (default: ${DEFAULT-VALUE}).")
    String goal = "balanced";

    @Option(
            names = "-latency",
            paramLabel = "<metric>",
            description = "Latency of the goals latency and balanced: ttft, tpot, itl or e2e with a statistic (default:"
                    + " ${DEFAULT-VALUE}).")
    String latency = "e2e.p50";

    @Option(
            names = "-candidates",
            paramLabel = "<n>",
            description = "Predicted configurations that race (default: ${DEFAULT-VALUE}).")
    int candidates = 4;

    @Option(
            names = "-try",
            paramLabel = "<flag=v,...>",
            description = "Flags that race whatever is predicted for them. Repeatable.")
    List<String> tried = new ArrayList<>();

    @Option(
            names = "-keep",
            paramLabel = "<flag,..>",
            split = ",",
            description = "Flags that must not change, such as kv-cache-dtype.")
    List<String> kept = new ArrayList<>();

    @Option(
            names = "-rounds",
            paramLabel = "<n>",
            description = "Rounds of the race at most (default: ${DEFAULT-VALUE}).")
    int rounds = 4;

    @Option(
            names = "-pairs",
            paramLabel = "<n>",
            description = "Pairs of runs that confirm the winner (default: ${DEFAULT-VALUE}).")
    int pairs = 5;

    @Option(
            names = "-time",
            paramLabel = "<time>",
            description = "Time of all runs, after which none begins (default: ${DEFAULT-VALUE}).")
    String time = "1h";

    @Option(
            names = "-resume",
            paramLabel = "<folder>",
            description = "Continue in this folder with the same command; runs that are complete are kept.")
    @Nullable
    Path resume;

    @Mixin
    PrintFlags print = new PrintFlags();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() throws Exception {
        Choices<TuneFormat> pages = Choices.onClassPath(TuneFormat.class, "result format", TuneFormat::name);
        print.check(pages.names().toArray(String[]::new));
        TuneOptions options = options();
        PrintWriter out = spec.commandLine().getOut();
        Path folder = resume != null ? resume : SearchFolder.now(run.out(), "tune");
        TuneListener progress = new Progress(out);
        Tuning tuning = resume != null
                ? Tuning.resume(run.options(), options, folder, progress)
                : Tuning.begin(run.options(), options, folder, progress);
        return Interrupts.guard(tuning::stop, spec.commandLine().getErr(), () -> {
            TuneResult result = tuning.run();
            for (TuneFormat page : pages.all()) {
                if (page.name().equals(print.format())) {
                    Path file = print.fileOr(folder.resolve("tune." + page.name()));
                    WholeFile.write(file, to -> page.write(result, to));
                    out.println("# " + page.name() + " result: " + file);
                }
            }
            print.lines(() -> TuneText.lines(result), () -> TuneJson.of(result)).forEach(out::println);
            if (result.outcome() == TuneOutcome.INTERRUPTED) {
                out.println("Continue: the same command with -resume " + folder);
            }
            out.flush();
            return exitCode(result.outcome());
        });
    }

    private static int exitCode(TuneOutcome outcome) {
        return switch (outcome) {
            case IMPROVED -> ExitCode.MET;
            case LESS_ACCURATE -> ExitCode.BROKEN;
            case NO_IMPROVEMENT_SHOWN -> ExitCode.UNDECIDED;
            case INTERRUPTED, FAILED -> ExitCode.FAILED;
        };
    }

    private TuneOptions options() {
        try {
            return new TuneOptions(
                    new Aim(goal(), MetricKey.parse(latency)),
                    candidates,
                    rounds,
                    pairs,
                    time(),
                    kept.stream().map(PlanFlag::of).collect(Collectors.toSet()),
                    tried.stream().map(Configuration::parse).toList());
        } catch (IllegalArgumentException fault) {
            throw new UsageException(String.valueOf(fault.getMessage()));
        }
    }

    private Duration time() {
        try {
            return Durations.parse(time);
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException("-time " + time + ": must be a time such as 15min, 1h", none);
        }
    }

    private Goal goal() {
        return Arrays.stream(Goal.values())
                .filter(one -> one.label().equals(goal))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(DidYouMean.message(
                        "goal",
                        goal,
                        Arrays.stream(Goal.values()).map(Goal::label).toList())));
    }

    /** Prints a line for each run, and the progress within one at least every ten seconds. */
    private static final class Progress implements TuneListener {

        private final PrintWriter out;
        private int runs;

        Progress(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void note(String line) {
            line("# " + line);
        }

        @Override
        public RunListener runStarted(String name, Duration atMost) {
            runs++;
            String left = atMost.isZero() ? "" : "  (at most " + Durations.format(atMost) + " left)";
            return new LineProgress(out, "# " + runs + "  " + name + left);
        }

        @Override
        public void runEnded(String name, RunResult result) {
            line("# " + runs + "  " + name + "  " + RunLine.of(result));
        }

        @Override
        public void runFailed(String name, String reason) {
            line("# " + runs + "  " + name + "  failed: " + reason);
        }

        private void line(String text) {
            out.println(text);
            out.flush();
        }
    }
}
