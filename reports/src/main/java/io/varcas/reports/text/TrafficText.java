package io.varcas.reports.text;

import io.varcas.metric.MetricKey;
import io.varcas.metric.ValidityChecks;
import io.varcas.reports.NumberText;
import io.varcas.result.PartResult;
import io.varcas.result.TrafficResult;
import io.varcas.result.TrialResult;
import io.varcas.setting.PromptSettings;
import io.varcas.setting.ResolvedSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What the requests of a trial were meant to be, as text; and the parts of a mix. */
final class TrafficText {

    private static final double PERCENT = 100;
    private static final List<String> OF_A_PART = List.of(
            "ttft.p50",
            "ttft.p99",
            "tpot.p50",
            "tpot.p99",
            "e2e.p50",
            "e2e.p99",
            "tokens.input.mean",
            "tokens.output.mean");

    private TrafficText() {}

    static List<String> of(TrafficResult traffic, TrialResult trial) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("  Prompts: " + traffic.requests() + " sent (warm-up included), "
                + traffic.distinctPrompts() + " distinct; mean " + NumberText.of(traffic.plannedInputTokens())
                + " tokens, " + source(traffic, trial));
        trial.metrics()
                .value(MetricKey.parse("tokens.input.mean"))
                .ifPresent(mean -> lines.add("    " + counted(NumberText.of(OptionalDouble.of(mean)), trial)));
        if (traffic.shortened() > 0) {
            lines.add("    " + traffic.shortened() + " shortened to fit into "
                    + traffic.contextLimit().orElse(0) + " tokens of context: drawn were "
                    + NumberText.of(traffic.drawnInputTokens()) + " prompt tokens on the average");
        }
        if (traffic.repeatedPrompts().orElse(0) > 0) {
            lines.add("    " + traffic.repeatedPrompts().getAsLong()
                    + " of the distinct ones are those of an earlier trial, fork or run");
        }
        traffic.expectedCacheHit()
                .ifPresent(share -> lines.add("    prefix cache: " + percent(share)
                        + " of the prompt tokens are shared with an earlier request (whole blocks of 16)"));
        if (!traffic.parts().isEmpty()) {
            lines.add("");
            parts(traffic).lines().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    private static String source(TrafficResult traffic, TrialResult trial) {
        ResolvedSettings.Value local = trial.settings().get(PromptSettings.TOKENIZER.name());
        return traffic.inputSource().equals("tokenizer")
                ? "by " + (local == null ? "the server's tokenizer" : local.text()) + " (" + traffic.exactPrompts()
                        + " of " + traffic.checkedPrompts() + " checked whole were exact)"
                : "an ESTIMATE: not all were counted before they were sent";
    }

    private static String counted(String mean, TrialResult trial) {
        boolean allByServer = trial.validity().findings().stream()
                .noneMatch(finding -> finding.check().equals(ValidityChecks.UNCOUNTED));
        return allByServer
                ? "the server counted a mean of " + mean + " in the measured windows"
                : "in the measured windows a mean of " + mean + ", as planned where the server counted nothing";
    }

    private static Table parts(TrafficResult traffic) {
        List<String> heads = new ArrayList<>(List.of("part", "share", "requests"));
        heads.addAll(OF_A_PART);
        Table table = new Table(1, heads);
        for (PartResult part : traffic.parts()) {
            List<String> row =
                    new ArrayList<>(List.of(part.name(), percent(part.share()), String.valueOf(part.requests())));
            OF_A_PART.forEach(key -> row.add(NumberText.of(part.metrics().value(MetricKey.parse(key)))));
            table.row(row);
        }
        return table;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * PERCENT);
    }
}
