package io.varcas.reports.html;

import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The result as one page with tables and charts that opens from disk and needs nothing else. */
public final class HtmlReport implements ReportFormat {

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
    public void write(ResultBundle bundle, OutputStream out) throws IOException {
        var trials = bundle.result().trials();
        int mostBins = Math.max(FEWEST_POINTS, Math.min(MOST_POINTS, POINTS_OF_A_PAGE / Math.max(1, trials.size())));
        ChartBook book = new ChartBook();
        List<Tag> sweeps = SweepSection.of(bundle.result(), book);
        List<Tag> sections = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            String id = "trial-" + (i + 1);
            ids.add(id);
            sections.add(new TrialSection(bundle, trials.get(i), id, book).tag(mostBins));
        }
        Tag body = Tag.of("main")
                .add(
                        HeaderSection.of(bundle.result()),
                        HeaderSection.navigation(bundle.result(), sweeps.size(), ids),
                        ObjectiveSection.of(bundle.result()))
                .add(sweeps)
                .add(sections)
                .add(IdentitySection.of(bundle), HeaderSection.words());
        String page = Page.of(HeaderSection.title(bundle.result()) + " · Varcas", body, book);
        out.write(page.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
