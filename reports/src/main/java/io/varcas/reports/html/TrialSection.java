package io.varcas.reports.html;

import io.varcas.reports.chart.Chart;
import io.varcas.reports.chart.LatencyCharts;
import io.varcas.reports.chart.LengthCharts;
import io.varcas.reports.chart.ProfilerCharts;
import io.varcas.reports.chart.TimeCharts;
import io.varcas.reports.chart.WaterfallChart;
import io.varcas.reports.html.element.ChartBook;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.reports.log.TrialLog;
import io.varcas.reports.log.TrialLogReader;
import io.varcas.reports.peer.PeerViews;
import io.varcas.result.ForkResult;
import io.varcas.result.ProfileResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.validity.Validity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The section about one trial. */
final class TrialSection {

    private final ResultBundle bundle;
    private final TrialResult trial;
    private final String id;
    private final ChartBook book;
    private final List<String> absences = new ArrayList<>();

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
        section.add(MetricSection.cards(trial), Tag.of("h3", "Latency"));
        log.ifPresent(found -> section.add(
                book.figures(id + "-latency", LatencyCharts.of(trial, found)).with("data-columns", "3")));
        section.add(MetricSection.distributions(trial));
        trial.stages()
                .ifPresentOrElse(
                        stages -> section.add(Tag.of("h3", "Where the time went"), StageSection.of(stages)),
                        () -> absences.add("Where the time went: the server reports no times of requests; start vLLM"
                                + " with --enable-per-request-metrics, or attach -prof server-metrics."));
        log.ifPresentOrElse(
                found -> section.add(
                        Tag.of("h3", "Over time"), book.linked(id, id + "-time", new TimeCharts(trial, found).all())),
                () -> absences.add("Over time: the bundle contains no request log of this trial."));
        section.add(profilers(log));
        log.ifPresent(found -> requests(section, found));
        section.add(Tag.of("h3", "Rates"), MetricSection.rates(trial), MetricSection.outcomes(trial));
        traffic(section, log);
        section.add(HardwareSection.of(id, bundle, trial, book));
        if (trial.prediction().isPresent()) {
            section.add(PredictionSection.of(id, trial, book));
        } else {
            absences.add("Prediction and roofline: not predicted, this run was made without a hardware profile.");
        }
        CostSection.whyNone(trial)
                .ifPresentOrElse(
                        why -> absences.add("Cost: " + why + "."),
                        () -> section.add(Tag.of("h3", "Cost")).add(CostSection.of(trial)));
        if (trial.accuracy().isPresent()) {
            section.add(Tag.of("h3", "Accuracy"), AccuracySection.of(trial.accuracy()));
        } else {
            absences.add("Accuracy: the workload names no ground truth.");
        }
        if (views.rows().isEmpty()) {
            absences.add("Other tools' numbers: no completed request is in the bundle.");
        } else {
            section.add(Tag.of("h3", "In other tools' words"), PeerSection.of(views, trial));
        }
        section.add(Tag.of("h3", "Validity"), ValiditySection.of(trial));
        return section.add(settings()).add(absent());
    }

    private void requests(Tag section, TrialLog log) {
        List<Chart> charts = Stream.of(WaterfallChart.of(log.slowest()))
                .filter(chart -> !chart.isEmpty())
                .toList();
        section.add(Tag.of("h3", "Single requests"), book.figures(id + "-requests", charts), RequestSection.of(log));
    }

    private void traffic(Tag section, Optional<TrialLog> log) {
        if (trial.traffic().isEmpty() && log.isEmpty()) {
            absences.add("Traffic: prompts were not counted.");
            return;
        }
        section.add(Tag.of("h3", "Traffic"));
        log.ifPresent(found -> section.add(book.figures(id + "-lengths", LengthCharts.of(found))));
        trial.traffic().ifPresent(found -> section.add(TrafficSection.of(found, trial)));
    }

    /** The sections without content, folded into one. */
    private List<Tag> absent() {
        if (absences.isEmpty()) {
            return List.of();
        }
        Tag list = Tag.of("ul");
        absences.forEach(absence -> list.add(Tag.of("li", absence)));
        String names = absences.stream()
                .map(absence -> absence.substring(0, absence.indexOf(':')).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return List.of(Tag.of("details").classed("absent").add(Tag.of("summary", "Not measured: " + names), list));
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
        boolean alone = bundle.result().trials().size() == 1; // then they are on the first screen
        List<Validity.Finding> findings = alone ? List.of() : trial.validity().findings();
        findings.forEach(finding ->
                section.add(Tag.of("p", finding.weight().name().toLowerCase(Locale.ROOT) + ": " + finding.sentence())
                        .classed("problem")));
        for (ForkResult fork : trial.forkResults()) {
            if (!fork.stderr().isEmpty()) {
                section.add(Tag.of("p", "End of the error output of fork " + (fork.index() + 1) + ":"));
                section.add(Tag.of("pre", String.join("\n", fork.stderr())));
            }
        }
    }

    private List<Tag> profilers(Optional<TrialLog> log) {
        List<Tag> tags = new ArrayList<>(List.of(Tag.of("h3", "GPU, server and host")));
        ProfilerCharts.Drawing drawing = ProfilerCharts.of(bundle, trial, log.map(TrialLog::course));
        tags.add(book.linked(id, id + "-profiler", drawing.charts()));
        if (!drawing.zero().isEmpty()) {
            tags.add(Tag.of("p", "Zero all the time: " + String.join(", ", drawing.zero()) + ".")
                    .classed("none"));
        }
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
            absences.add("GPU, server and host: the run had no profilers.");
            return List.of();
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
