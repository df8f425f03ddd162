package io.varcas.reports.text;

import io.varcas.reports.OriginBanner;
import io.varcas.reports.RunLabels;
import io.varcas.reports.VerdictReason;
import io.varcas.reports.VerdictText;
import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.text.ForeignText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The result as text: each trial, then all of them in one table, then the verdict. */
public final class TextReport implements ReportFormat {

    @Override
    public String name() {
        return "text";
    }

    @Override
    public String extension() {
        return "txt";
    }

    @Override
    public String description() {
        return "tables for people, in JMH's manner";
    }

    @Override
    public void write(ResultBundle bundle, OutputStream out) throws IOException {
        List<String> lines = new ArrayList<>();
        RunResult result = bundle.result();
        for (TrialResult trial : result.trials()) {
            lines.addAll(TrialText.of(trial));
            lines.add("");
        }
        lines.addAll(ServerText.lines(result.target()));
        lines.add("REMEMBER: The numbers above are data. What they mean depends on the server, its load, its warm-up"
                + " and");
        lines.add("its flags being what you think they are. Repeat, change one thing at a time, and look at the"
                + " validity.");
        OriginBanner.of(result).ifPresent(lines::add);
        lines.add("");
        lines.addAll(SummaryTable.of(result));
        lines.add("");
        RunLabels.tags(result).ifPresent(tags -> lines.add("Tags: " + tags));
        lines.add("Verdict: " + result.verdict().label().toUpperCase(java.util.Locale.ROOT) + " ("
                + VerdictText.because(result) + ")");
        VerdictReason.of(result).forEach(reason -> lines.add("  " + reason));
        result.trials().stream()
                .flatMap(trial -> trial.captures().stream().flatMap(List::stream))
                .flatMap(capture -> capture.failure().stream())
                .forEach(failure -> lines.add("FAILED: " + failure));
        String text = lines.stream().map(ForeignText::line).collect(Collectors.joining("\n", "", "\n"));
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
