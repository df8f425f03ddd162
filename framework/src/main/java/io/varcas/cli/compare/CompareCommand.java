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

/** Says whether runs differ beyond chance, and whether a candidate is good enough. */
@Command(
        name = "compare",
        separator = " ",
        sortOptions = false,
        description = {
            "Compares runs with the first one named: what differs beyond chance, and what could not have been seen.",
            "A side is a result bundle, a folder of bundles, or several joined by commas; name=... before it names it;",
            "baseline:<name> is the runs that the baseline command gave the name.",
            "Three or more sides are compared each with the first, with a correction for their number.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 every candidate is accepted (its objectives are met, nothing is worse, every -gain is shown),",
            "1 one is rejected, 2 wrong usage, 4 not enough was shown to say."
        })
public final class CompareCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(paramLabel = "<side>", description = "The baseline, and one candidate or more.")
    List<String> sides = new ArrayList<>();

    @Mixin
    ComparisonFlags flags = new ComparisonFlags();

    @Option(
            names = "-paired",
            description = "The i-th run of a side belongs to the i-th of the other: they ran in turns.")
    boolean paired;

    @Mixin
    DatabaseFlag database = new DatabaseFlag();

    @Mixin
    ComparisonOutput output = new ComparisonOutput();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this page, and exit.")
    boolean help;

    @Override
    public Integer call() throws Exception {
        CompareOptions options = flags.options();
        AcceptanceRule rule = flags.rule();
        output.check();
        List<Side> read = Sides.read(BaselineSides.resolve(sides, database));
        if (read.size() < 2) {
            throw new UsageException("compare needs two sides at least, and was given " + read.size()
                    + ": compare <baseline> <candidate>");
        }
        if (read.size() > 2 && output.file != null) {
            throw new UsageException("-rff " + output.file + ": holds one comparison, and " + (read.size() - 1)
                    + " candidates make as many; name one candidate, or leave -rff away");
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
