package io.varcas.reports.data;

import io.varcas.reports.log.TrialLogReader;
import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Latencies of completed requests as an HdrHistogram log: an interval for each measurement iteration and metric,
 * tagged with the metric (and the trial, if there are several), in nanoseconds. The format has no place for failed
 * requests, so their number is a comment.
 */
public final class HlogReport implements ReportFormat {

    @Override
    public String name() {
        return "hlog";
    }

    @Override
    public String extension() {
        return "hlog";
    }

    @Override
    public String description() {
        return "HdrHistogram log: latencies by window, tagged by metric";
    }

    @Override
    public void write(ResultBundle bundle, OutputStream out) throws IOException {
        HistogramLogWriter log = new HistogramLogWriter(new PrintStream(out, false, StandardCharsets.UTF_8));
        long base = bundle.result().started().toEpochMilli();
        log.outputLogFormatVersion();
        log.outputComment("[Varcas " + bundle.result().varcasVersion() + ", bundle "
                + bundle.result().id() + "; nanoseconds, maxima in milliseconds]");
        log.outputStartTime(base);
        log.setBaseTime(base);
        log.outputLegend();
        for (int i = 0; i < bundle.result().trials().size(); i++) {
            TrialResult trial = bundle.result().trials().get(i);
            String prefix = bundle.result().trials().size() == 1 ? "" : "trial-" + (i + 1) + ".";
            WindowHistograms windows = new WindowHistograms(trial, base);
            if (TrialLogReader.read(bundle, trial, 1, List.of(windows)).isEmpty()) {
                log.outputComment("[" + prefix + trial.name() + ": no request log]");
            }
            windows.write(log, prefix);
        }
        out.flush();
    }
}
