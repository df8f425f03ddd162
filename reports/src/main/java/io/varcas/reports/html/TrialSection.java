package io.varcas.reports.html;

import io.varcas.reports.chart.LatencyCharts;
import io.varcas.reports.chart.ProfilerCharts;
import io.varcas.reports.chart.TimeCharts;
import io.varcas.reports.log.TrialLog;
import io.varcas.reports.log.TrialLogReader;
import io.varcas.reports.peer.PeerViews;
import io.varcas.result.ForkResult;
import io.varcas.result.ProfileResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The section about one trial. */
final class TrialSection {

    private final ResultBundle bundle;
    private final TrialResult trial;
    private final String id;
    private final ChartBook book;

    TrialSection(ResultBundle bundle, TrialResult trial, String id, ChartBook book) {
        this.bundle = bundle;
        this.trial = trial;
        this.id = id;
        this.book = book;
    }

    /**
     * Makes the section.
     *
     * @param mostBins the most points of a line over time
     */
    Tag tag(int mostBins) throws IOException {
        PeerViews views = new PeerViews();
        Optional<TrialLog> log = TrialLogReader.read(bundle, trial, mostBins, List.of(views));
        Tag section = Tag.of("section").classed("trial").with("id", id);
        section.add(Tag.of("h2", name(trial)), Tag.of("p", subtitle()).classed("subtitle"));
        problems(section);
        log.ifPresent(found -> found.damages()
                .forEach(damage ->
                        section.add(Tag.of("p", damage + "; charts and lists show those alone, tables of numbers all")
                                .classed("problem"))));
        section.add(MetricSection.cards(trial));
        section.add(Tag.of("h3", "Latency"));
        log.ifPresent(found -> section.add(book.figures(
                id + "-latency",
                List.of(LatencyCharts.percentiles(trial, found), LatencyCharts.cumulative(trial, found)))));
        section.add(MetricSection.distributions(trial));
        section.add(Tag.of("h3", "Where the time went"), StageSection.of(trial.stages()));
        section.add(Tag.of("h3", "Rates"), MetricSection.rates(trial), MetricSection.outcomes(trial));
        section.add(Tag.of("h3", "Traffic"), TrafficSection.of(trial));
        section.add(Tag.of("h3", "Over time"));
        section.add(log.map(found -> book.figures(id + "-time", new TimeCharts(trial, found).all()))
                .orElseGet(() -> Tag.of("p", "Not measured: the bundle contains no request log of this trial.")
                        .classed("none")));
        log.ifPresent(found -> section.add(RequestSection.of(found)));
        section.add(profilers(log));
        section.add(PredictionSection.of(id, trial, book));
        section.add(Tag.of("h3", "In other tools' words"), PeerSection.of(views, trial));
        section.add(Tag.of("h3", "Accuracy"), AccuracySection.of(trial.accuracy()));
        section.add(Tag.of("h3", "Validity"), ValiditySection.of(trial));
        return section.add(settings());
    }

    /** Returns the name and parameters of a trial. */
    static String name(TrialResult trial) {
        return trial.params().isEmpty() ? trial.name() : trial.name() + " " + params(trial);
    }

    static String params(TrialResult trial) {
        return String.join(
                ", ",
                trial.params().entrySet().stream()
                        .map(param -> param.getKey() + "=" + param.getValue())
                        .toList());
    }

    private String subtitle() {
        return (trial.description().isEmpty() ? "" : trial.description() + "; ") + trial.load() + "; model "
                + trial.model() + "; seed " + trial.seed();
    }

    private void problems(Tag section) {
        if (trial.status() != Status.COMPLETED) {
            section.add(Tag.of(
                            "p",
                            trial.status().label().toUpperCase(Locale.ROOT)
                                    + trial.error().map(error -> ": " + error).orElse(""))
                    .classed("problem"));
        }
        trial.validity()
                .findings()
                .forEach(finding -> section.add(
                        Tag.of("p", finding.weight().name().toLowerCase(Locale.ROOT) + ": " + finding.sentence())
                                .classed("problem")));
        for (ForkResult fork : trial.forkResults()) {
            if (!fork.stderr().isEmpty()) {
                section.add(Tag.of("p", "End of the error output of fork " + (fork.index() + 1) + ":"));
                section.add(Tag.of("pre", String.join("\n", fork.stderr())));
            }
        }
    }

    private List<Tag> profilers(Optional<TrialLog> log) {
        List<Tag> tags = new ArrayList<>(List.of(Tag.of("h3", "Server, host and GPU")));
        ProfilerCharts.Drawing drawing = ProfilerCharts.of(bundle, trial, log.map(TrialLog::course));
        tags.add(book.figures(id + "-profiler", drawing.charts()));
        drawing.problems().forEach(problem -> tags.add(Tag.of("p", problem).classed("problem")));
        boolean none = true;
        for (ForkResult fork : trial.forkResults()) {
            for (Map.Entry<String, ProfileResult> profile : fork.profiles().entrySet()) {
                none = false;
                String caption = "Profiler " + profile.getKey() + ", fork " + (fork.index() + 1);
                Tag details = Tag.of("details").add(Tag.of("summary", caption));
                profile.getValue()
                        .problem()
                        .ifPresent(problem ->
                                tags.add(Tag.of("p", caption + ": " + problem).classed("problem")));
                PredictionSection.readings(
                                caption + ", measurement phase",
                                profile.getValue().readings())
                        .ifPresent(details::add);
                details.add(Tag.of(
                        "p", "Files: " + String.join(", ", profile.getValue().files())));
                tags.add(details);
            }
        }
        if (none) {
            tags.add(Tag.of("p", "Not measured: the run had no profilers.").classed("none"));
        }
        return tags;
    }

    private Tag settings() {
        TableTag table =
                new TableTag("Settings that were set; all others had their defaults", "setting", "value", "set by");
        trial.params().forEach((name, value) -> table.texts(name, value, "parameter of this trial"));
        trial.settings()
                .forEach((name, value) ->
                        table.texts(name, value.text(), value.layer().label()));
        return Tag.of("details").add(Tag.of("summary", "Settings"), table.tag());
    }
}
