package io.varcas.reports.html;

import io.varcas.reports.html.element.ChartBook;
import io.varcas.reports.html.element.Page;
import io.varcas.reports.html.element.Tag;
import io.varcas.result.ReportOfRuns;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The result as one page with tables and charts that opens from disk and needs nothing else. */
public final class HtmlReport implements ReportOfRuns {

    private static final int POINTS_OF_A_PAGE = 4000;
    private static final int MOST_POINTS = 240;
    private static final int FEWEST_POINTS = 60;

    @Override
    public String name() {
        return "html";
    }

    @Override
    public String extension() {
        return "html";
    }

    @Override
    public String description() {
        return "one page with tables and charts, for people; opens from disk, prints";
    }

    @Override
    public void write(List<ResultBundle> bundles, OutputStream out) throws IOException {
        ChartBook book = new ChartBook();
        List<RunResult> runs = bundles.stream().map(ResultBundle::result).toList();
        List<Tag> sweeps = SweepSection.of(runs, book);
        int trials = runs.stream().mapToInt(run -> run.trials().size()).sum();
        int mostBins = Math.max(FEWEST_POINTS, Math.min(MOST_POINTS, POINTS_OF_A_PAGE / Math.max(1, trials)));
        Tag body = Tag.of("main");
        String title;
        if (bundles.size() == 1) {
            ResultBundle bundle = bundles.get(0);
            title = HeaderSection.title(bundle.result());
            List<String> ids = ids(bundle.result(), "");
            body.add(HeaderSection.of(bundle.result()), HeaderSection.navigation(bundle.result(), sweeps.size(), ids));
            body.add(sweeps)
                    .add(objectives(bundle.result(), !sweeps.isEmpty()))
                    .add(trials(bundle, ids, mostBins, !sweeps.isEmpty(), book))
                    .add(IdentitySection.of(bundle), new BundleFiles(bundle, true).tag());
        } else {
            title = RunsHeader.title(bundles);
            body.add(RunsHeader.of(bundles), RunsHeader.navigation(bundles, sweeps.size()))
                    .add(sweeps);
            for (int i = 0; i < bundles.size(); i++) {
                ResultBundle bundle = bundles.get(i);
                String id = RunsHeader.runId(i);
                body.add(Tag.of("section")
                        .with("id", id)
                        .add(Tag.of("h2", RunsHeader.name(runs, i)))
                        .add(trials(bundle, ids(bundle.result(), id + "-"), mostBins, true, book))
                        .add(folded(
                                "Objectives, identity and files",
                                ObjectiveSection.of(bundle.result()),
                                IdentitySection.of(bundle),
                                new BundleFiles(bundle, false).tag())));
            }
        }
        String page = Page.of(title + " · Varcas", body.add(HeaderSection.words()), book);
        out.write(page.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static List<Tag> objectives(RunResult result, boolean folded) {
        if (!ObjectiveSection.isNeeded(result)) {
            return List.of();
        }
        Tag objectives = ObjectiveSection.of(result);
        return List.of(folded ? folded("Objectives of all trials", objectives) : objectives);
    }

    private static Tag folded(String summary, Tag... sections) {
        return Tag.of("details").add(Tag.of("summary", summary)).add(sections);
    }

    private static List<String> ids(RunResult run, String prefix) {
        return IntStream.rangeClosed(1, run.trials().size())
                .mapToObj(number -> prefix + "trial-" + number)
                .toList();
    }

    private static List<Tag> trials(ResultBundle bundle, List<String> ids, int mostBins, boolean folded, ChartBook book)
            throws IOException {
        List<Tag> sections = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            TrialResult trial = bundle.result().trials().get(i);
            Tag section = new TrialSection(bundle, trial, ids.get(i), book).tag(mostBins);
            sections.add(folded ? FoldedTrial.of(trial, section) : section);
        }
        return sections;
    }
}
