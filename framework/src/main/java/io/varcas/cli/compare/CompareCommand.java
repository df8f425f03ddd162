package io.varcas.cli.compare;

import io.varcas.cli.bundle.ObjectiveFlag;
import io.varcas.cli.flag.ExitCode;
import io.varcas.compare.AcceptanceRule;
import io.varcas.compare.Candidates;
import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.CompareOptions.Pairing;
import io.varcas.compare.match.CompareOptions.Split;
import io.varcas.compare.match.Side;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "-by",
            paramLabel = "<split>",
            description = "Compare each part of a mix by itself (part), or each model (model).")
    @Nullable
    String by;

    @Mixin
    ObjectiveFlag objectives = new ObjectiveFlag();

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
        Split split = split();
        objectives.overrides();
        output.check();
        List<Side> read = Sides.read(BaselineSides.resolve(sides, database), objectives);
        if (read.size() < 2) {
            throw new UsageException(
                    "compare needs at least two sides, but got " + read.size() + ": compare <baseline> <candidate>");
        }
        checkParts(split, read);
        Candidates candidates = Candidates.of(
                read.get(0),
                read.subList(1, read.size()),
                options.withPairing(paired ? Pairing.IN_ORDER : Pairing.BY_REQUESTS)
                        .withSplit(split),
                rule);
        output.show(candidates, spec.commandLine().getOut());
        return ExitCode.of(candidates.decisions());
    }

    private Split split() {
        if (by == null) {
            return Split.NONE;
        }
        return switch (by) {
            case "part" -> Split.PART;
            case "model" -> Split.MODEL;
            default ->
                throw new UsageException(
                        "-by " + by + ": must be part or model" + DidYouMean.hint(by, List.of("part", "model")));
        };
    }

    private static void checkParts(Split split, List<Side> sides) {
        boolean parts = sides.stream()
                .flatMap(side -> side.runs().stream())
                .flatMap(run -> run.trials().stream())
                .anyMatch(trial -> trial.traffic()
                        .filter(traffic -> !traffic.parts().isEmpty())
                        .isPresent());
        if (split == Split.PART && !parts) {
            throw new UsageException("-by part: no trial has parts; only the trials of a mix have");
        }
    }
}
