package io.varcas.cli.compare;

import io.varcas.cli.compare.AbPlan.Label;
import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.flag.Flags;
import io.varcas.cli.flag.FlagsToSpec;
import io.varcas.cli.run.Eta;
import io.varcas.cli.run.Interrupts;
import io.varcas.cli.run.RunFlags;
import io.varcas.compare.AcceptanceRule;
import io.varcas.compare.Comparison;
import io.varcas.compare.ComparisonJson;
import io.varcas.compare.Decision;
import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.CompareOptions.Pairing;
import io.varcas.compare.match.Side;
import io.varcas.result.RunResult;
import io.varcas.result.WholeFile;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs two sides in turns, and compares them. */
@Command(
        name = "ab",
        customSynopsis = "benchmarks.jar ab [regexp...] [-a <change>] [-b <change>] [flags]",
        separator = " ",
        sortOptions = false,
        description = {
            "Run two sides alternately (A B B A ...) with the same requests, and compare them.",
            "The flags of a run apply to both sides; -a and -b set the difference.",
            "Each run is kept as a bundle. To repeat the comparison later:",
            "compare <folder>/a <folder>/b -paired",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 B is accepted (objectives met, nothing worse, every -gain shown), 1 B is rejected,",
            "2 usage error, 3 runs failed or were interrupted, 4 the data cannot decide."
        })
public final class AbCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    private final Flags flagsOfRuns = new Flags();
    private final RunFlags run = new RunFlags(flagsOfRuns);

    @Mixin
    final CommandSpec runFlags = FlagsToSpec.spec(flagsOfRuns);

    @Option(
            names = "-a",
            paramLabel = "<change>",
            description =
                    "Override for side A: target=<target>, <setting>=<value> or -D<property>=<value>. Repeatable.")
    List<String> changesOfA = new ArrayList<>();

    @Option(
            names = "-b",
            paramLabel = "<change>",
            description = "Override for side B. Without -a and -b both sides are identical (an A/A test).")
    List<String> changesOfB = new ArrayList<>();

    @Option(
            names = "-n",
            paramLabel = "<int>",
            defaultValue = "6",
            description = "Number of runs of each side; at least 6 can show a difference (default: ${DEFAULT-VALUE}).")
    int repeats = 6;

    @Mixin
    ComparisonFlags flags = new ComparisonFlags();

    @Mixin
    ComparisonOutput output = new ComparisonOutput();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() throws Exception {
        if (repeats < 1) {
            throw new UsageException("-n " + repeats + ": must be at least 1");
        }
        CompareOptions options = flags.options();
        AcceptanceRule rule = flags.rule();
        output.check();
        Path folder = run.out().resolve(TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + "-ab");
        AbPlan plan = AbPlan.of(run.options(), changes("-a", changesOfA), changes("-b", changesOfB), repeats, folder);
        PrintWriter out = spec.commandLine().getOut();
        AbRuns runs = new AbRuns(plan, out);
        return Interrupts.guard(runs::stop, spec.commandLine().getErr(), () -> {
            out.println("# A/B: " + repeats + " runs of each side, alternating, in " + folder);
            out.println("# Planned: " + Eta.clock(plan.length()) + " of load, plus start, drain and set-up");
            out.flush();
            boolean whole = runs.run();
            List<RunResult> a = runs.of(Label.A);
            List<RunResult> b = runs.of(Label.B);
            if (a.isEmpty() || b.isEmpty()) {
                out.println("# nothing to compare: one side has no completed run");
                return ExitCode.FAILED;
            }
            int code = compare(folder, new Side("A", a), new Side("B", b), with(options, plan), rule);
            return whole ? code : ExitCode.FAILED;
        });
    }

    private int compare(Path folder, Side a, Side b, CompareOptions options, AcceptanceRule rule) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Comparison comparison = Comparison.of(a, b, options);
        Decision decision = rule.decide(comparison, b);
        Files.createDirectories(folder);
        String json = ComparisonOutput.rendered(new ComparisonJson(), comparison, decision);
        WholeFile.write(
                folder.resolve("comparison.json"), stream -> stream.write(json.getBytes(StandardCharsets.UTF_8)));
        out.println();
        output.show(comparison, decision, out);
        return ExitCode.of(List.of(decision));
    }

    private static CompareOptions with(CompareOptions options, AbPlan plan) {
        Set<String> factors = new HashSet<>(options.factors());
        factors.addAll(plan.factors());
        return options.withFactors(factors).withPairing(Pairing.IN_ORDER);
    }

    private static List<SideChange> changes(String flag, List<String> texts) {
        return texts.stream().map(text -> SideChange.parse(flag, text)).toList();
    }
}
