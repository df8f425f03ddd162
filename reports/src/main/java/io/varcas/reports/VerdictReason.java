package io.varcas.reports;

import io.varcas.record.Outcome;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.sla.Exceedance;
import io.varcas.sla.Verdict;
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
        List<JudgedObjective> all = result.trials().stream()
                .flatMap(trial -> trial.objectives().stream().map(verdict -> new JudgedObjective(trial, verdict)))
                .toList();
        boolean many = result.trials().size() > 1;
        List<String> reasons = new ArrayList<>();
        all.stream()
                .filter(objective -> objective.verdict().status() != Verdict.Status.MET)
                .sorted(Comparator.comparing(objective -> objective.verdict().status() != Verdict.Status.BROKEN))
                .map(objective -> trial(objective, many) + sentence(objective))
                .forEach(reasons::add);
        if (reasons.isEmpty()) {
            all.stream()
                    .filter(objective -> !objective.margin().isEmpty())
                    .min(Comparator.comparingDouble(VerdictReason::distance))
                    .map(objective -> "narrowest margin: " + trial(objective, many) + sentence(objective))
                    .ifPresent(reasons::add);
        }
        return reasons;
    }

    private static String trial(JudgedObjective objective, boolean many) {
        return many ? objective.trial().trialName() + ": " : "";
    }

    private static double distance(JudgedObjective objective) {
        double bound = objective.verdict().objective().bound();
        return Math.abs(objective.verdict().value().orElse(bound) / bound - 1);
    }

    /** Returns the reason of one verdict: {@code ttft.p95 infinite: 32 of 319 requests failed, HTTP 503}. */
    public static String sentence(JudgedObjective objective) {
        Verdict verdict = objective.verdict();
        String bound = " (" + objective.claim().substring(objective.label().length() + 1) + ")";
        if (!objective.isJudged()) {
            return objective.label() + " " + verdict.status().label() + bound + ": " + verdict.note();
        }
        if (Double.isInfinite(verdict.value().orElse(0))) {
            return objective.label() + " infinite" + bound
                    + failures(objective.trial())
                            .map(failures -> ": " + failures)
                            .orElse("");
        }
        String margin = objective.margin();
        return objective.label() + " " + objective.value() + bound + (margin.isEmpty() ? "" : ", " + margin)
                + confidence(verdict);
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
                .map(kind -> kind.getKey() + (one ? "" : " (" + kind.getValue() + ")"))
                .collect(Collectors.joining(", "));
        return Optional.of(failed + " of " + all + " requests failed" + (which.isEmpty() ? "" : ", " + which));
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
    public static String kind(String error) {
        Matcher status = STATUS.matcher(error);
        return status.lookingAt() ? status.group() : io.varcas.text.ForeignText.oneLine(error, LONGEST_KIND);
    }
}
