package io.varcas.reports.image;

import io.varcas.reports.OriginBanner;
import io.varcas.reports.VerdictText;
import io.varcas.reports.chart.Chart;
import io.varcas.reports.chart.LatencyCharts;
import io.varcas.reports.chart.LengthCharts;
import io.varcas.reports.chart.RooflineChart;
import io.varcas.reports.chart.SweepCharts;
import io.varcas.reports.chart.TimeCharts;
import io.varcas.reports.log.TrialLog;
import io.varcas.reports.log.TrialLogReader;
import io.varcas.reports.sweep.Sweep;
import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The main charts of a run as one picture: sweeps first, then a row of charts for each trial. */
public final class SvgReport implements ReportFormat {

    private static final int COLUMNS = 2;
    private static final int MOST_BINS = 160;
    private static final double HEAD = 70;
    private static final double TRIAL_HEAD = 34;

    @Override
    public String name() {
        return "svg";
    }

    @Override
    public String extension() {
        return "svg";
    }

    @Override
    public String description() {
        return "the main charts as one picture, for documents and slides";
    }

    /** Charts under a head. */
    private record Group(String head, List<Chart> charts) {

        double height() {
            return TRIAL_HEAD + SvgChart.HEIGHT * Math.ceil(charts.size() / (double) COLUMNS);
        }
    }

    @Override
    public void write(ResultBundle bundle, OutputStream out) throws IOException {
        RunResult result = bundle.result();
        List<Group> groups = new ArrayList<>();
        for (Sweep sweep : Sweep.of(result)) {
            groups.add(new Group("Sweep of " + sweep.workload(), SweepCharts.of(sweep)));
        }
        for (TrialResult trial : result.trials()) {
            groups.add(new Group(trial.trialName(), charts(bundle, trial)));
        }
        double width = COLUMNS * SvgChart.WIDTH;
        double height = HEAD + groups.stream().mapToDouble(Group::height).sum();
        SvgText svg = new SvgText();
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                String.format(Locale.ROOT, "0 0 %.0f %.0f", width, height),
                "width",
                width,
                "height",
                height,
                "font-family",
                "system-ui, DejaVu Sans, sans-serif",
                "font-size",
                "11");
        svg.element("rect", "width", "100%", "height", "100%", "fill", "#ffffff");
        svg.open("g", "font-size", "18")
                .label(16, 28, "start", "#1b1f24", head(result))
                .close("g");
        svg.label(
                16,
                50,
                "start",
                "#59636e",
                OriginBanner.of(result).map(banner -> banner + "   ").orElse("") + VerdictText.because(result));
        double top = HEAD;
        for (Group group : groups) {
            draw(group, top, svg);
            top += group.height();
        }
        svg.close("svg");
        out.write(svg.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void draw(Group group, double top, SvgText svg) {
        svg.open("g", "font-size", "14")
                .label(16, top + 18, "start", "#1b1f24", group.head())
                .close("g");
        if (group.charts().isEmpty()) {
            svg.label(300, top + 18, "start", "#59636e", "nothing was measured");
        }
        for (int i = 0; i < group.charts().size(); i++) {
            int row = i / COLUMNS;
            int column = i % COLUMNS;
            SvgChart.draw(
                    group.charts().get(i), column * SvgChart.WIDTH, top + TRIAL_HEAD + row * SvgChart.HEIGHT, svg);
        }
    }

    private static String head(RunResult result) {
        return result.id() + ": " + result.verdict().label().toUpperCase(Locale.ROOT);
    }

    private static List<Chart> charts(ResultBundle bundle, TrialResult trial) throws IOException {
        List<Chart> charts = new ArrayList<>();
        Optional<TrialLog> log = TrialLogReader.read(bundle, trial, MOST_BINS, List.of());
        log.ifPresent(found -> {
            charts.addAll(LatencyCharts.of(trial, found));
            charts.addAll(new TimeCharts(trial, found).all());
            charts.addAll(LengthCharts.of(found));
        });
        trial.prediction()
                .flatMap(prediction -> prediction.roofline())
                .ifPresent(roofline -> charts.add(RooflineChart.of(roofline)));
        return charts.stream().filter(chart -> !chart.isEmpty()).toList();
    }
}
