package io.varcas.reports.html;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.Metric;
import io.varcas.reports.JudgedObjective;
import io.varcas.reports.OriginBanner;
import io.varcas.reports.VerdictReason;
import io.varcas.reports.VerdictText;
import io.varcas.reports.html.element.Badge;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.sla.Exceedance;
import io.varcas.sla.Verdict;
import java.util.List;
import java.util.Locale;

/** The first screen: the verdict, its reason, margins and confidence, and at what load on which server it was reached. */
final class HeaderSection {

    private static final int MOST_REASONS = 3;
    private static final int MOST_OBJECTIVES = 6;
    private static final double PERCENT = 100;

    private HeaderSection() {}

    static Tag of(RunResult result) {
        Tag header =
                Tag.of("header").classed("verdict " + result.verdict().label().replace(' ', '-'));
        OriginBanner.of(result)
                .ifPresent(banner -> header.add(Tag.of("p", banner).classed("banner")));
        header.add(
                Tag.of("p", result.verdict().label().toUpperCase(Locale.ROOT)).classed("word"),
                Tag.of("h1", title(result)),
                Tag.of("p", VerdictText.because(result)).classed("because"));
        reasons(result, header);
        if (result.trials().size() == 1) {
            objectives(result.trials().get(0), header);
        }
        return header.add(RunFacts.of(result));
    }

    private static String confidence(TrialResult trial) {
        return trial.objectives().stream()
                .flatMap(verdict -> verdict.exceedance().stream())
                .findFirst()
                .map(Exceedance::confidence)
                .map(confidence -> "verdict, at " + Math.round(confidence * PERCENT) + " % confidence")
                .orElse("verdict");
    }

    private static void reasons(RunResult result, Tag header) {
        List<String> reasons = VerdictReason.of(result);
        if (reasons.isEmpty()) {
            return;
        }
        Tag list = Tag.of("ul").classed("reasons");
        reasons.stream().limit(MOST_REASONS).forEach(reason -> list.add(Tag.of("li", signs(reason))));
        if (reasons.size() > MOST_REASONS) {
            list.add(Tag.of("li")
                    .add(Tag.of("a", "and " + (reasons.size() - MOST_REASONS) + " more")
                            .with("href", "#sla")));
        }
        header.add(list);
    }

    /** The objectives in a few words each; those that are not met first. */
    private static void objectives(TrialResult trial, Tag header) {
        List<Verdict> shown = trial.objectives().stream()
                .sorted((a, b) -> Boolean.compare(a.status() == Verdict.Status.MET, b.status() == Verdict.Status.MET))
                .limit(MOST_OBJECTIVES)
                .toList();
        if (shown.isEmpty()) {
            return;
        }
        TableTag table = new TableTag("Objectives", "objective", "#measured", "bound", confidence(trial));
        for (Verdict verdict : shown) {
            JudgedObjective objective = new JudgedObjective(trial, verdict);
            table.row(
                    Tag.of("code", objective.label()),
                    measured(objective),
                    Tag.of("span", signs(bound(objective))),
                    Tag.of("span").add(Badge.of(verdict), Tag.of("small", " " + objective.margin())));
        }
        header.add(table.tag().with("data-answers", "objectives"));
        int more = trial.objectives().size() - shown.size();
        if (more > 0) {
            header.add(Tag.of("p")
                    .add(Tag.of("a", "and " + more + " more objectives").with("href", "#sla")));
        }
    }

    private static Tag measured(JudgedObjective objective) {
        if (!objective.isJudged()) {
            return Tag.of("span", "–")
                    .classed("none")
                    .with("title", objective.verdict().note());
        }
        String interval = objective.interval().replace(" .. ", " – ").replace("inf", "∞");
        String value = objective.value().equals("infinite") ? "∞" : objective.value();
        return interval.isEmpty()
                ? Tag.of("span", value)
                : Tag.of("span", value)
                        .add(Tag.of("small", " " + interval)
                                .classed("interval")
                                .with("title", "95 % confidence interval"));
    }

    private static String bound(JudgedObjective objective) {
        return objective.claim().substring(objective.label().length() + 1);
    }

    /** Writes the signs of bounds as people do. */
    static String signs(String text) {
        return text.replace("<=", "≤").replace(">=", "≥");
    }

    static String title(RunResult result) {
        List<String> names =
                result.trials().stream().map(TrialResult::name).distinct().toList();
        return names.isEmpty() ? result.id() : String.join(", ", names);
    }

    static Tag navigation(RunResult result, int sweeps, List<String> trialIds) {
        Tag nav = Tag.of("nav").with("aria-label", "Sections");
        for (int i = 0; i < sweeps; i++) {
            nav.add(link(SweepSection.id(i), "Sweep"));
        }
        if (ObjectiveSection.isNeeded(result)) {
            nav.add(link("sla", "Objectives"));
        }
        for (int i = 0; i < trialIds.size(); i++) {
            TrialResult trial = result.trials().get(i);
            nav.add(link(trialIds.get(i), trial.params().isEmpty() ? trial.name() : TrialSection.params(trial)));
        }
        return nav.add(
                link("identity", "Identity"),
                link("words", "Words"),
                Tag.of("button", "light / dark").with("type", "button").with("id", "theme"));
    }

    private static Tag link(String id, String text) {
        return Tag.of("a", text).with("href", "#" + id);
    }

    /** Returns a glossary of the metrics. */
    static Tag words() {
        TableTag table = new TableTag("Metrics", "metric", "unit", "what it is");
        for (Metric metric : Metric.values()) {
            table.row(
                    Tag.of("code", metric.label()),
                    Tag.of("span", DisplayUnit.of(metric).symbol()),
                    Tag.of("span", metric.meaning()));
        }
        return Tag.of("section")
                .with("id", "words")
                .add(
                        Tag.of("h2", "What the words mean"),
                        Tag.of(
                                "p",
                                "Latencies begin at the intended send time, so that a stalled client or server cannot"
                                        + " hide requests; the variants named service begin at the actual send. A failed"
                                        + " request counts as infinitely slow, except under .ok. Percentiles are pooled"
                                        + " over iterations and forks, never averaged. One with fewer than ten samples"
                                        + " beyond it is not shown: \"n < 1,000\" tells how many it needs. What was not"
                                        + " measured is \"not measured\", never 0."),
                        Tag.of("details").add(Tag.of("summary", "Metrics"), table.tag()));
    }
}
