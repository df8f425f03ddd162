package io.varcas.cli.compare;

import io.varcas.cli.flag.ExitCode;
import io.varcas.compare.AcceptanceRule;
import io.varcas.compare.CompareOptions;
import io.varcas.compare.CompareOptions.Pairing;
import io.varcas.compare.Comparison;
import io.varcas.compare.Decision;
import io.varcas.compare.Side;
import io.varcas.validation.UsageException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tests whether runs differ significantly, and whether a candidate is acceptable. */
@Command(
        name = "compare",
        customSynopsis = "benchmarks.jar compare <baseline> <candidate>... [flags]",
        separator = " ",
        sortOptions = false,
        description = {
            "Compare runs with a baseline, and test which metrics differ significantly.",
            "A side is a bundle, a folder of bundles, several joined by commas, or baseline:<name>;",
            "prefix it with name=... to name it. Each candidate is compared with the first side,",
            "with a correction for multiple comparisons.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 every candidate is accepted (objectives met, nothing worse, every -gain shown),",
            "1 a candidate is rejected, 2 usage error, 4 the data cannot decide."
        })
public final class CompareCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(paramLabel = "<side>", description = "The baseline and one or more candidates.")
    List<String> sides = new ArrayList<>();

    @Mixin
    ComparisonFlags flags = new ComparisonFlags();

    @Option(names = "-paired", description = "Pair the i-th runs of both sides, for sides that ran alternately.")
    boolean paired;

    @Mixin
    DatabaseFlag database = new DatabaseFlag();

    @Mixin
    ComparisonOutput output = new ComparisonOutput();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() throws Exception {
        CompareOptions options = flags.options();
        AcceptanceRule rule = flags.rule();
        output.check();
        List<Side> read = Sides.read(BaselineSides.resolve(sides, database));
        if (read.size() < 2) {
            throw new UsageException(
                    "compare needs at least two sides, but got " + read.size() + ": compare <baseline> <candidate>");
        }
        if (read.size() > 2 && output.file != null) {
            throw new UsageException("-rff " + output.file + ": a file holds one comparison, but " + (read.size() - 1)
                    + " candidates were given; give one candidate, or leave out -rff");
        }
        Side baseline = read.get(0);
        List<Side> candidates = read.subList(1, read.size());
        PrintWriter out = spec.commandLine().getOut();
        List<Decision> decisions = new ArrayList<>();
        CompareOptions corrected =
                options.forCandidates(candidates.size()).withPairing(paired ? Pairing.IN_ORDER : Pairing.BY_REQUESTS);
        for (Side candidate : candidates) {
            Comparison comparison = Comparison.of(baseline, candidate, corrected);
            decisions.add(rule.decide(comparison, candidate));
            output.show(comparison, decisions.get(decisions.size() - 1), out);
        }
        return ExitCode.of(decisions);
    }
}
