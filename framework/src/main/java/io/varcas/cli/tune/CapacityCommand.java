package io.varcas.cli.tune;

import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.flag.Flags;
import io.varcas.cli.flag.FlagsToSpec;
import io.varcas.cli.run.Interrupts;
import io.varcas.cli.run.RunFlags;
import io.varcas.setting.type.Durations;
import io.varcas.tune.capacity.CapacityOptions;
import io.varcas.tune.capacity.CapacityResult;
import io.varcas.tune.capacity.CapacityRun;
import io.varcas.tune.capacity.StoppingRule;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.UsageException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Searches for the most load at which all objectives hold. */
@Command(
        name = "capacity",
        customSynopsis = "benchmarks.jar capacity [regexp] [flags]",
        separator = " ",
        sortOptions = false,
        description = {
            "Find the most load at which all objectives hold: the rate of an open loop, or the users of a closed one.",
            "Each load is a run that ends as soon as it is decided, and is kept as a bundle. The search sets the",
            "windows, the forks and the load itself; all other flags of a run apply.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 the capacity was found, 1 the objectives hold at no load, 2 usage error,",
            "3 a run failed or the search was interrupted, 4 the interval is wider than asked for."
        })
public final class CapacityCommand implements Callable<Integer> {

    private static final double PERCENT = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    private final Flags flagsOfRuns = new Flags();
    private final RunFlags run = new RunFlags(flagsOfRuns);

    @Mixin
    final CommandSpec runFlags = FlagsToSpec.spec(flagsOfRuns);

    @Option(
            names = "-start",
            paramLabel = "<load>",
            description = "Load of the first run (default: the predicted capacity, or else the workload's load).")
    @Nullable
    Double start;

    @Option(names = "-most", paramLabel = "<load>", description = "Greatest load to try (default: 100000).")
    @Nullable
    Double most;

    @Option(
            names = "-precision",
            paramLabel = "<share>",
            description = "Half the width of the interval at which the search ends, such as 5%% or 0.05 (default:"
                    + " capacity.precision, 10%%).")
    @Nullable
    String precision;

    @Option(names = "-confidence", paramLabel = "<share>", description = "Confidence of the interval (default: 0.95).")
    @Nullable
    Double confidence;

    @Option(
            names = "-longest",
            paramLabel = "<time>",
            description = "Longest measured time of a run (default: capacity.longest, 60s).")
    @Nullable
    String longest;

    @Option(
            names = "-time",
            paramLabel = "<time>",
            description = "Time of the search, after which no run begins (default: capacity.time, 10min).")
    @Nullable
    String time;

    @Option(
            names = "-rule",
            paramLabel = "<rule>",
            description = "Rule that ends a run early: sprt (Wald's sequential test), or mlperf (the early stopping of"
                    + " MLPerf's LoadGen) (default: sprt).")
    @Nullable
    String rule;

    @Mixin
    CapacityOutput output = new CapacityOutput();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() throws Exception {
        output.check();
        Path folder = SearchFolder.now(run.out(), "capacity");
        PrintWriter out = spec.commandLine().getOut();
        CapacityProgress progress = new CapacityProgress(out);
        CapacityRun search = new CapacityRun(run.options(), this::options, folder, progress, progress.ofRuns());
        return Interrupts.guard(search::stop, spec.commandLine().getErr(), () -> {
            out.println("# Capacity of " + search.workload() + " in "
                    + search.axis().unit() + " under " + String.join(", ", search.objectives()) + ", in " + folder);
            search.leftOut().forEach(line -> out.println("# Not searched for: " + line));
            out.flush();
            CapacityResult result = search.run();
            output.show(result, folder, out);
            return exitCode(result);
        });
    }

    private static int exitCode(CapacityResult result) {
        return switch (result.outcome()) {
            case FOUND, AT_LEAST -> ExitCode.MET;
            case NONE -> ExitCode.BROKEN;
            case IMPRECISE, UNDECIDED -> ExitCode.UNDECIDED;
            case INTERRUPTED, FAILED -> ExitCode.FAILED;
        };
    }

    private CapacityOptions options(CapacityOptions usual) {
        return new CapacityOptions(
                start == null ? OptionalDouble.empty() : OptionalDouble.of(start),
                most == null ? usual.most() : most,
                precision == null ? usual.precision() : share("-precision", precision),
                confidence == null ? usual.confidence() : confidence,
                longest == null ? usual.longest() : duration("-longest", longest),
                time == null ? usual.budget() : duration("-time", time),
                rule == null ? usual.rule() : rule(rule));
    }

    private static StoppingRule rule(String text) {
        for (StoppingRule one : StoppingRule.values()) {
            if (one.label().equals(text.toLowerCase(Locale.ROOT))) {
                return one;
            }
        }
        throw new UsageException("-rule " + text + ": must be " + String.join(" or ", StoppingRule.labels())
                + DidYouMean.hint(text, StoppingRule.labels()));
    }

    private static double share(String flag, String text) {
        boolean percent = text.endsWith("%");
        try {
            double number = Double.parseDouble(
                    percent ? text.substring(0, text.length() - 1).strip() : text);
            return percent ? number / PERCENT : number;
        } catch (NumberFormatException none) {
            throw new UsageException(flag + " " + text + ": must be a share, such as 5% or 0.05");
        }
    }

    private static Duration duration(String flag, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException none) {
            throw new UsageException(flag + " " + text + ": " + none.getMessage());
        }
    }
}
