package io.varcas.reports.html;

import io.varcas.reports.html.element.Tag;
import io.varcas.result.ForkResult;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.Timing;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.ServerFlags;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.text.NumberText;
import io.varcas.validity.Validity;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The facts that a verdict depends on, a line each: validity, load, server, its flags, time. */
final class RunFacts {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Facts that are no flags of the server; the section on identity has them. */
    private static final List<String> NO_FLAGS = List.of("route.", "healthy", "imported.", TargetIdentity.SIMULATES);

    private static final String SIMULATOR = "sim:";

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final int MOST_TRIALS = 6;

    private RunFacts() {}

    static Tag of(RunResult result) {
        Tag list = Tag.of("dl").classed("facts");
        fact(list, "Validity", validity(result.trials()));
        fact(list, "Load", load(result.trials()));
        fact(list, "Server", server(result.target()));
        fact(list, "Flags", flags(result.target()));
        fact(
                list,
                "Run",
                TIME.format(result.started()) + ", "
                        + NumberText.count(result.duration().toSeconds()) + " s");
        return list;
    }

    private static void fact(Tag list, String name, String text) {
        list.add(Tag.of("dt", name), Tag.of("dd", text).with("data-answers", name.toLowerCase(Locale.ROOT)));
    }

    private static String validity(List<TrialResult> trials) {
        List<TrialResult> judged =
                trials.stream().filter(trial -> trial.status() != Status.FAILED).toList();
        if (judged.isEmpty()) {
            return "not judged: the run failed";
        }
        long invalid =
                judged.stream().filter(trial -> !trial.validity().isValid()).count();
        List<Validity.Finding> findings = judged.stream()
                .flatMap(trial -> trial.validity().findings().stream())
                .toList();
        String word = trials.size() == 1
                ? (invalid == 0 ? "valid" : "INVALID: the numbers are not the server's")
                : (invalid == 0
                        ? "all " + judged.size() + " trials valid"
                        : invalid + " of " + judged.size() + " trials INVALID");
        if (findings.isEmpty()) {
            return word + "; nothing suggests that the client limited the numbers";
        }
        String count = word + "; " + findings.size() + (findings.size() == 1 ? " finding" : " findings");
        return invalid > 0 ? count : count + ": " + findings.get(0).sentence();
    }

    private static String load(List<TrialResult> trials) {
        if (trials.size() == 1) {
            TrialResult trial = trials.get(0);
            long requests = trial.outcomes().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            return trial.load() + "; " + NumberText.count(requests) + " requests in " + phases(trial.timing())
                    + forks(trial.forkResults());
        }
        boolean same = trials.stream().map(TrialResult::name).distinct().count() == 1;
        String names = trials.stream()
                .limit(MOST_TRIALS)
                .map(trial -> same ? TrialSection.params(trial) : TrialSection.name(trial))
                .collect(Collectors.joining("; "));
        return trials.size() + " trials: " + names + (trials.size() > MOST_TRIALS ? "; ..." : "");
    }

    private static String phases(Timing timing) {
        return timing.measurementIterations() + " x " + seconds(timing.measurementTime(), 1)
                + (timing.warmupIterations() == 0
                        ? ", no warm-up"
                        : " after " + seconds(timing.warmupTime(), timing.warmupIterations()) + " of warm-up");
    }

    private static String seconds(Duration duration, int times) {
        return NumberText.exact(duration.toMillis() / MILLIS_PER_SECOND * times) + " s";
    }

    private static String forks(List<ForkResult> forks) {
        return forks.size() > 1 ? ", " + forks.size() + " forks" : "";
    }

    private static String server(TargetIdentity target) {
        return Stream.of(
                        Optional.of(target.model()),
                        target.engineVersion().map(version -> "vLLM " + version),
                        Optional.of(target.uri()),
                        Optional.ofNullable(target.facts().get(TargetIdentity.SIMULATES))
                                .map(what -> "simulates " + what))
                .flatMap(Optional::stream)
                .distinct() // an import may know neither model nor address
                .collect(Collectors.joining(", "));
    }

    /** The embedded simulator has its flags in the target; a server by itself has those that it or its log names. */
    private static String flags(TargetIdentity target) {
        Stream<String> flags = target.asked().startsWith(SIMULATOR)
                ? Stream.of(target.asked())
                : target.server().stream()
                        .flatMap(server -> Stream.concat(
                                server.flags().map(ServerFlags::commandLine).stream(), Stream.of(server.describe())));
        Stream<String> facts = target.facts().entrySet().stream()
                .filter(fact -> NO_FLAGS.stream().noneMatch(fact.getKey()::startsWith))
                .map(fact -> fact.getKey() + "=" + fact.getValue());
        String known =
                Stream.concat(flags.filter(text -> !text.isEmpty()), facts).collect(Collectors.joining("; "));
        return known.isEmpty() ? "not known: neither the server nor the file names them" : known;
    }
}
