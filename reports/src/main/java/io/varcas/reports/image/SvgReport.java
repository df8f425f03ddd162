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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The main charts of a run as one picture: sweeps first, then a row of charts for each trial. */
public final class SvgReport implements ReportFormat {

    private static final int MOST_BINS = 160;

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

    @Override
    public void write(ResultBundle bundle, OutputStream out) throws IOException {
        RunResult result = bundle.result();
        List<SvgSheet.Group> groups = new ArrayList<>();
        for (Sweep sweep : Sweep.of(result)) {
            groups.add(new SvgSheet.Group("Sweep of " + sweep.workload(), SweepCharts.of(sweep)));
        }
        for (TrialResult trial : result.trials()) {
            groups.add(new SvgSheet.Group(trial.trialName(), charts(bundle, trial)));
        }
        String note = OriginBanner.of(result).map(banner -> banner + "   ").orElse("") + VerdictText.because(result);
        new SvgSheet(head(result), note, groups).write(out);
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
