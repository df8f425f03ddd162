package io.varcas.utilization;

import io.varcas.text.NumberText;
import io.varcas.text.TextTable;
import io.varcas.utilization.Utilization.PhaseUse;
import io.varcas.utilization.Utilization.TermUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The use of hardware as text. */
public final class UtilizationText {

    private UtilizationText() {}

    /** Returns the lines: rates against the roof by phase, terms against the step model, the bottleneck. */
    public static List<String> lines(Utilization use) {
        List<String> lines = new ArrayList<>();
        lines.add("Hardware use by " + use.source().label() + ": MFU " + percent(use.mfu()) + ", MBU "
                + percent(use.mbu()) + " of one " + use.accelerator() + " ("
                + NumberText.of(use.peakFlopsPerSecond() / 1e12) + " TFLOP/s " + use.arithmetic() + ", "
                + NumberText.of(use.peakBytesPerSecond() / 1e9) + " GB/s)");
        lines.add("  " + use.basis());
        use.bottleneck()
                .ifPresent(found -> lines.add("  Bottleneck: " + found.kind().label() + "; " + found.evidence()));
        phases(use).lines().forEach(line -> lines.add("  " + line));
        if (!use.terms().isEmpty()) {
            terms(use).lines().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    private static TextTable phases(Utilization use) {
        TextTable table = new TextTable(
                "steps", "count", "ms", "predicted ms", "TFLOP/s", "GB/s", "FLOP/B", "MFU", "MBU", "of roof");
        for (PhaseUse phase : use.phases()) {
            table.row(
                    phase.phase().label(),
                    NumberText.whole(phase.steps()),
                    NumberText.of(phase.seconds() * 1e3),
                    NumberText.of(phase.predictedSeconds() * 1e3),
                    NumberText.of(phase.flopsPerSecond() / 1e12),
                    NumberText.of(phase.bytesPerSecond() / 1e9),
                    NumberText.of(phase.intensity()),
                    percent(phase.flopsPerSecond() / use.peakFlopsPerSecond()),
                    percent(phase.bytesPerSecond() / use.peakBytesPerSecond()),
                    percent(phase.flopsPerSecond() / use.attainable(phase.intensity())));
        }
        return table;
    }

    private static TextTable terms(Utilization use) {
        TextTable table = new TextTable("term of a step", "measured ms", "predicted ms", "measured / predicted");
        for (TermUse term : use.terms()) {
            table.row(
                    term.term(),
                    term.seconds().isPresent()
                            ? NumberText.of(term.seconds().getAsDouble() * 1e3)
                            : NumberText.NOT_MEASURED,
                    NumberText.of(term.predictedSeconds() * 1e3),
                    term.seconds().isPresent() && term.predictedSeconds() > 0
                            ? String.format(Locale.ROOT, "%.2f", term.seconds().getAsDouble() / term.predictedSeconds())
                            : "");
        }
        return table;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
