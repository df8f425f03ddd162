package io.varcas.cli.bundle;

import io.varcas.accuracy.ScoreGroup;
import io.varcas.accuracy.Scorer;
import io.varcas.accuracy.ScorerResources;
import io.varcas.accuracy.offline.OutputPair;
import io.varcas.accuracy.offline.PairScores;
import io.varcas.annotation.GroundTruth;
import io.varcas.cli.flag.ExitCode;
import io.varcas.dataset.file.DatasetException;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.type.SettingException;
import io.varcas.stats.Interval;
import io.varcas.text.NumberText;
import io.varcas.text.TextTable;
import io.varcas.validation.UsageException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores the outputs in a file against the references beside them, without a server. */
@Command(
        name = "score",
        customSynopsis = "benchmarks.jar score <pairs> [-scorer <name>] [flags]",
        separator = " ",
        sortOptions = false,
        description = {
            "Score the outputs in a file against the references beside them.",
            "The file has JSON objects with output and reference; it may be larger than memory.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 the first scorer's mean reaches the threshold, 1 it does not, or an output has no score,",
            "2 usage error."
        })
public final class ScoreCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "<pairs>", description = "JSON lines or an array, may be packed.")
    @Nullable
    String pairs;

    @Option(
            names = "-scorer",
            paramLabel = "<name>",
            description = "Scorer, by name or class; the first decides. Repeatable (default: rouge-l).")
    List<String> scorers = new ArrayList<>();

    @Option(
            names = "-threshold",
            paramLabel = "<number>",
            description = "Least mean score of the first scorer, 0 to 1 (default: ${DEFAULT-VALUE}).")
    double threshold;

    @Option(
            names = "-p",
            paramLabel = "<name=v>",
            description = "Set a setting of scorers, such as groundTruth.embeddings. Repeatable.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() {
        if (pairs == null) {
            throw new UsageException("score needs a file of outputs and references: score <pairs>");
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new UsageException("-threshold " + threshold + " must be from 0 to 1");
        }
        try {
            return score(pairs, ScoreCommand.class.getClassLoader());
        } catch (SettingException | DatasetException fault) {
            throw new UsageException(String.valueOf(fault.getMessage()));
        }
    }

    private int score(String file, ClassLoader loader) {
        List<PairScores> scores = new ArrayList<>();
        for (String name : scorers.isEmpty() ? List.of(GroundTruth.ROUGE_L) : scorers) {
            scores.add(new PairScores(scorer(name, loader)));
        }
        OutputPair.read(file, loader, pair -> scores.forEach(one -> one.add(pair)));
        List<ScoreGroup> groups =
                scores.stream().map(one -> one.group(threshold)).toList();
        print(spec.commandLine().getOut(), scores, groups);
        ScoreGroup first = groups.get(0);
        boolean reached = first.failures() == 0 && first.summary().mean().orElse(0) >= threshold;
        return reached ? ExitCode.MET : ExitCode.BROKEN;
    }

    private Scorer scorer(String name, ClassLoader loader) {
        Scorer scorer = Scorer.extensions().named(name, loader);
        if (scorer.countsTokens() || scorer.readsProbabilities()) {
            throw new UsageException(
                    "scorer " + scorer.name() + " needs the server that made the outputs; use it in a run");
        }
        return scorer.with(new ScorerResources(
                ResolvedSettings.of(Map.of(Layer.COMMAND_LINE, settings)), System.getenv(), loader));
    }

    private static void print(PrintWriter out, List<PairScores> scores, List<ScoreGroup> groups) {
        TextTable table = new TextTable(
                "scorer", "mean", "95 % interval", "sd", "p10", "p50", "p90", "passed", "n", "prompts", "no score");
        for (ScoreGroup group : groups) {
            table.row(
                    group.name(),
                    NumberText.of(group.summary().mean()),
                    group.mean().map(ScoreCommand::text).orElse("-"),
                    NumberText.of(group.summary().sd()),
                    NumberText.of(group.summary().p10()),
                    NumberText.of(group.summary().p50()),
                    NumberText.of(group.summary().p90()),
                    String.valueOf(group.passed()),
                    String.valueOf(group.n()),
                    String.valueOf(group.prompts()),
                    String.valueOf(group.failures()));
        }
        table.lines().forEach(out::println);
        for (PairScores one : scores) {
            one.corpus()
                    .ifPresent(corpus -> out.println(corpus.scorer() + " of all outputs together: "
                            + NumberText.of(corpus.score()) + " (" + corpus.signature() + ")"));
            one.firstFailure().ifPresent(why -> out.println("no score: " + why));
        }
    }

    private static String text(Interval interval) {
        return NumberText.of(interval.low()) + " to " + NumberText.of(interval.high());
    }
}
