package io.varcas.reports.html;

import io.varcas.compare.Candidates;
import io.varcas.compare.ChangeVerdict;
import io.varcas.compare.Comparison;
import io.varcas.compare.ComparisonFormat;
import io.varcas.compare.Decision;
import io.varcas.compare.TrialComparison;
import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Warning;
import io.varcas.reports.chart.Chart;
import io.varcas.reports.chart.ComparedLatencyCharts;
import io.varcas.reports.html.element.ChartBook;
import io.varcas.reports.html.element.Page;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Comparisons with one baseline as one page: the verdict and every warning first, then who was compared, then the metrics of each trial. */
public final class ComparisonPage implements ComparisonFormat {

    /** Warnings of one kind that are shown one by one. */
    private static final int MOST_BANNERS = 2;

    @Override
    public String name() {
        return "html";
    }

    @Override
    public void write(Comparison comparison, Optional<Decision> decision, OutputStream out) throws IOException {
        write(
                List.of(comparison),
                header(comparison, decision),
                comparison.options().confidence(),
                out);
    }

    @Override
    public void write(Candidates candidates, OutputStream out) throws IOException {
        write(
                candidates.judged().stream().map(Candidates.Judged::comparison).toList(),
                header(candidates),
                candidates.confidence(),
                out);
    }

    private static void write(List<Comparison> comparisons, Tag header, double confidence, OutputStream out)
            throws IOException {
        ChartBook book = new ChartBook();
        ComparedSides sides = new ComparedSides(comparisons);
        Tag main = Tag.of("main").add(header.add(sides.origins()));
        List<String> trials = trials(comparisons);
        main.add(
                navigation(trials),
                Tag.of("section").with("id", "sides").add(Tag.of("h2", "Compared sides"), sides.tag()));
        for (int i = 0; i < trials.size(); i++) {
            main.add(trial(trials.get(i), id(i), comparisons, book));
        }
        main.add(how(comparisons.get(0).options(), confidence));
        String names = comparisons.stream().map(Comparison::candidate).collect(Collectors.joining(", "));
        String title = names + " against " + comparisons.get(0).baseline() + " · Varcas";
        out.write(Page.of(title, main, book).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String id(int trial) {
        return "trial-" + (trial + 1);
    }

    private static List<String> trials(List<Comparison> comparisons) {
        Set<String> names = new LinkedHashSet<>();
        comparisons.forEach(comparison ->
                comparison.trials().stream().map(TrialComparison::name).forEach(names::add));
        return List.copyOf(names);
    }

    private static Tag header(Comparison comparison, Optional<Decision> decision) {
        ChangeVerdict verdict = comparison.verdict();
        Tag header = Tag.of("header")
                .classed("verdict " + colour(verdict))
                .add(
                        Tag.of("p", verdict.label().toUpperCase(Locale.ROOT)).classed("word"),
                        Tag.of("h1", comparison.candidate() + " against " + comparison.baseline()));
        decision.ifPresent(made -> {
            header.add(Tag.of("p", "Rule: " + made.outcome().label()).classed("because"));
            made.reasons().forEach(reason -> header.add(Tag.of("p", reason)));
        });
        return header.add(warnings(comparison.warnings()));
    }

    private static Tag header(Candidates candidates) {
        Tag header = Tag.of("header")
                .classed("verdict")
                .add(Tag.of("h1", candidates.judged().size() + " candidates against " + candidates.baseline()));
        TableTag table = new TableTag("Candidates", "candidate", "verdict", "decision", "reasons");
        for (Candidates.Judged judged : candidates.judged()) {
            ChangeVerdict verdict = judged.comparison().verdict();
            table.row(
                    Tag.of("span", judged.comparison().candidate()),
                    Tag.of("span", verdict.label().toUpperCase(Locale.ROOT))
                            .classed("chip "
                                    + switch (verdict) {
                                        case BETTER -> "better";
                                        case WORSE -> "worse";
                                        case NO_DIFFERENCE_SHOWN -> "origin";
                                        case INCONCLUSIVE -> "unknown";
                                    }),
                    Tag.of("span", judged.decision().outcome().label()),
                    Tag.of("span", String.join("; ", judged.decision().reasons())));
        }
        header.add(table.tag());
        candidates
                .judged()
                .forEach(judged -> header.add(warnings(judged.comparison().warnings())));
        return header;
    }

    /** Class of the header's frame. */
    private static String colour(ChangeVerdict verdict) {
        return switch (verdict) {
            case BETTER -> "is-better";
            case WORSE -> "is-worse";
            case NO_DIFFERENCE_SHOWN, INCONCLUSIVE -> "";
        };
    }

    private static Tag navigation(List<String> trials) {
        Tag nav = Tag.of("nav")
                .with("aria-label", "Sections")
                .add(Tag.of("a", "Sides").with("href", "#sides"));
        for (int i = 0; i < trials.size(); i++) {
            nav.add(Tag.of("a", trials.get(i)).with("href", "#" + id(i)));
        }
        return nav.add(
                Tag.of("a", "How").with("href", "#how"),
                Tag.of("button", "light / dark").with("type", "button").with("id", "theme"));
    }

    /** Returns a banner for each warning; many of one kind are one banner that unfolds. */
    private static List<Tag> warnings(List<Warning> warnings) {
        Map<Warning.Kind, List<String>> kinds = new LinkedHashMap<>();
        warnings.forEach(warning -> kinds.computeIfAbsent(warning.kind(), unseen -> new ArrayList<>())
                .add(warning.sentence()));
        List<Tag> banners = new ArrayList<>();
        kinds.forEach((kind, sentences) -> {
            if (sentences.size() <= MOST_BANNERS) {
                sentences.forEach(sentence ->
                        banners.add(Tag.of("p", sentence).classed("banner").with("title", kind.label())));
            } else {
                Tag rest = Tag.of("details")
                        .classed("banner")
                        .add(Tag.of("summary", sentences.size() + " warnings like this: " + sentences.get(0)));
                sentences.stream().skip(1).forEach(sentence -> rest.add(Tag.of("p", sentence)));
                banners.add(rest);
            }
        });
        return banners;
    }

    private static Tag trial(String name, String id, List<Comparison> comparisons, ChartBook book) {
        Map<String, TrialComparison> found = new LinkedHashMap<>();
        comparisons.forEach(comparison -> comparison.trials().stream()
                .filter(trial -> trial.name().equals(name))
                .forEach(trial -> found.put(comparison.candidate(), trial)));
        Tag section = Tag.of("section").with("id", id).add(Tag.of("h2", name));
        boolean one = comparisons.size() == 1;
        if (one) {
            found.values().forEach(trial -> section.add(head(trial)).add(ComparisonTables.changes(trial)));
        } else {
            section.add(ComparisonTables.candidates(found));
        }
        List<Chart> charts = ComparedLatencyCharts.of(comparisons.get(0).baseline(), found);
        section.add(
                charts.isEmpty()
                        ? Tag.of("p", "The repeats have too few samples for distributions.")
                                .classed("none")
                        : book.figures(id + "-latency", charts));
        found.forEach((candidate, trial) -> {
            Tag details = Tag.of("details")
                    .add(Tag.of("summary", one ? "Statistics and offered load" : candidate + " in detail"));
            if (!one) {
                details.add(head(trial)).add(ComparisonTables.changes(trial));
            }
            section.add(details.add(ComparisonTables.statistics(trial), ComparisonTables.context(trial)));
            trial.accuracy().map(AccuracyChangeSection::of).ifPresent(section::add);
        });
        return section;
    }

    private static List<Tag> head(TrialComparison trial) {
        List<Tag> head = new ArrayList<>();
        head.add(Tag.of(
                        "p",
                        trial.baselineRepeats() + " and " + trial.candidateRepeats() + " repeats ("
                                + trial.unit().label() + ", "
                                + trial.design().name().toLowerCase(Locale.ROOT) + "); requests: "
                                + trial.sameRequests().label())
                .classed("subtitle"));
        head.addAll(warnings(trial.warnings()));
        return head;
    }

    private static Tag how(CompareOptions options, double confidence) {
        return Tag.of("section")
                .with("id", "how")
                .add(
                        Tag.of("h2", "How this was judged"),
                        Tag.of(
                                "p",
                                "In the pictures a diamond is the change, the bar its interval, rings and dots are"
                                        + " single repeats of the baseline and the candidate. Blue is better, orange is"
                                        + " worse."),
                        Tag.of(
                                "p",
                                String.format(
                                        Locale.ROOT,
                                        "The tests permute repeats, not requests, because the requests of a run are"
                                                + " not independent. The correction covers all metrics of a trial and all"
                                                + " candidates: identical sides are called different with a probability of"
                                                + " at most %.0f %%. Changes below %.0f %% do not matter; \"could have"
                                                + " seen\" is the smallest change that these repeats detect with a"
                                                + " probability of %.0f %%.",
                                        100 * (1 - confidence),
                                        100 * options.effect(),
                                        100 * options.power())));
    }
}
