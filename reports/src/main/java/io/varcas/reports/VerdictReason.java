package io.varcas.reports;

import io.varcas.record.Outcome;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.sla.Exceedance;
import io.varcas.sla.Verdict;
import io.varcas.text.ForeignText;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The reasons of a verdict as sentences: by how much an objective is met or broken, with what confidence, and which failures did it. */
public final class VerdictReason {

    private static final Pattern STATUS = Pattern.compile("HTTP \\d{3}");
    private static final int KINDS_SHOWN = 3;
    private static final int LONGEST_KIND = 60;
    private static final double PERCENT = 100;

    private VerdictReason() {}

    /** Returns a sentence for each objective of a run that is not met; if all are, one about the narrowest margin; none without objectives. */
    public static List<String> of(RunResult result) {
        boolean many = result.trials().size() > 1;
        List<String> reasons = new ArrayList<>();
        for (Verdict.Status status :
                List.of(Verdict.Status.BROKEN, Verdict.Status.UNDECIDED, Verdict.Status.NOT_MEASURED)) {
            for (TrialResult trial : result.trials()) {
                sentences(objectives(trial, status)).forEach(sentence -> reasons.add(name(trial, many) + sentence));
            }
        }
        if (reasons.isEmpty()) {
            result.trials().stream()
                    .flatMap(trial -> objectives(trial, Verdict.Status.MET).stream())
                    .filter(objective -> !objective.margin().isEmpty())
                    .min(Comparator.comparingDouble(VerdictReason::distance))
                    .map(objective -> "narrowest margin: " + name(objective.trial(), many) + sentence(objective))
                    .ifPresent(reasons::add);
        }
        return reasons;
    }

    private static List<JudgedObjective> objectives(TrialResult trial, Verdict.Status status) {
        return trial.objectives().stream()
                .filter(verdict -> verdict.status() == status)
                .map(verdict -> new JudgedObjective(trial, verdict))
                .toList();
    }

    /** Failed requests make several percentiles infinite at once: those share a sentence. */
    private static List<String> sentences(List<JudgedObjective> objectives) {
        List<JudgedObjective> infinite =
                objectives.stream().filter(VerdictReason::isInfinite).toList();
        List<String> sentences = new ArrayList<>();
        if (!infinite.isEmpty()) {
            sentences.add(infinite.stream().map(VerdictReason::claim).collect(Collectors.joining(", ")) + " infinite"
                    + failures(infinite.get(0).trial())
                            .map(failures -> ": " + failures)
                            .orElse(""));
        }
        objectives.stream()
                .filter(objective -> !isInfinite(objective))
                .map(VerdictReason::sentence)
                .forEach(sentences::add);
        return sentences;
    }

    private static boolean isInfinite(JudgedObjective objective) {
        return objective.isJudged()
                && Double.isInfinite(objective.verdict().value().orElse(0));
    }

    /** Writes {@code ttft.p95 (<= 500 ms)}. */
    private static String claim(JudgedObjective objective) {
        return objective.label() + " ("
                + objective.claim().substring(objective.label().length() + 1) + ")";
    }

    private static String name(TrialResult trial, boolean many) {
        return many ? trial.trialName() + ": " : "";
    }

    private static double distance(JudgedObjective objective) {
        double bound = objective.verdict().objective().bound();
        return Math.abs(objective.verdict().value().orElse(bound) / bound - 1);
    }

    private static String sentence(JudgedObjective objective) {
        Verdict verdict = objective.verdict();
        String bound = claim(objective).substring(objective.label().length());
        if (!objective.isJudged()) {
            return objective.label() + " " + verdict.status().label() + bound + ": " + verdict.note();
        }
        String margin = objective.margin();
        return objective.label() + " " + objective.value() + bound + (margin.isEmpty() ? "" : ", " + margin)
                + confidence(verdict);
    }

    /** Returns the value of a verdict, with the failed requests that make it infinite. */
    public static String value(JudgedObjective objective) {
        return Double.isInfinite(objective.verdict().value().orElse(0))
                ? "infinite"
                        + failures(objective.trial())
                                .map(failures -> ": " + failures)
                                .orElse("")
                : objective.value();
    }

    private static String confidence(Verdict verdict) {
        return verdict.exceedance()
                .map(Exceedance::confidence)
                .map(confidence -> ", at " + Math.round(confidence * PERCENT) + " % confidence")
                .orElse("");
    }

    /** Returns how many requests of a trial failed, and of what: {@code 32 of 319 requests failed, HTTP 503}; empty if none did. */
    public static Optional<String> failures(TrialResult trial) {
        long all = trial.outcomes().values().stream().mapToLong(Long::longValue).sum();
        long failed = trial.outcomes().entrySet().stream()
                .filter(outcome -> outcome.getKey() != Outcome.COMPLETED)
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (failed == 0) {
            return Optional.empty();
        }
        Map<String, Long> kinds = kinds(trial);
        boolean one = kinds.size() == 1;
        String which = kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(KINDS_SHOWN)
                .map(kind -> kind.getKey() + (one ? "" : " (" + NumberText.count(kind.getValue()) + ")"))
                .collect(Collectors.joining(", "));
        return Optional.of(NumberText.count(failed) + " of " + NumberText.count(all) + " requests failed"
                + (which.isEmpty() ? "" : ", " + which));
    }

    private static Map<String, Long> kinds(TrialResult trial) {
        Map<String, Long> kinds = new LinkedHashMap<>();
        trial.errors().forEach((error, count) -> kinds.merge(kind(error), count, Long::sum));
        if (kinds.isEmpty()) {
            trial.outcomes().forEach((outcome, count) -> {
                if (outcome != Outcome.COMPLETED && count > 0) {
                    kinds.merge(outcome.label(), count, Long::sum);
                }
            });
        }
        return kinds;
    }

    /** Returns the kind of an error line: its HTTP status, or the beginning of the line. */
    private static String kind(String error) {
        Matcher status = STATUS.matcher(error);
        return status.lookingAt() ? status.group() : ForeignText.oneLine(error, LONGEST_KIND);
    }
}
