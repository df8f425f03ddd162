package io.varcas.reports;

import io.varcas.metric.MetricKey;
import io.varcas.record.TokenSource;
import io.varcas.result.TrafficResult;
import io.varcas.result.TrialResult;
import io.varcas.setting.PromptSettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.text.NumberText;
import io.varcas.validity.ValidityChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** Sentences about a trial's traffic that all reports share. */
public final class TrafficWords {

    /** Keys of the metrics that are told of a part of a mix. */
    public static final List<String> OF_A_PART = List.of(
            "ttft.p50",
            "ttft.p99",
            "tpot.p50",
            "tpot.p99",
            "e2e.p50",
            "e2e.p99",
            "tokens.input.mean",
            "tokens.output.mean");

    /** Checks that find responses of which the server did not say how many tokens they have. */
    private static final Set<String> WITHOUT_USAGE = Set.of(ValidityChecks.UNCOUNTED, ValidityChecks.COUNTED_AGAIN);

    private static final double PERCENT = 100;

    /** Prompts that are longer than drawn by more than this are told of. */
    private static final double LENGTHENED = 1.01;

    private TrafficWords() {}

    /**
     * Describes the prompts, one sentence each; the first one is the number sent.
     *
     * @param traffic the traffic
     * @param trial the trial it is of
     */
    public static List<String> prompts(TrafficResult traffic, TrialResult trial) {
        List<String> sentences = new ArrayList<>();
        sentences.add(NumberText.count(traffic.requests()) + " sent (warm-up included), "
                + NumberText.count(traffic.distinctPrompts()) + " distinct; mean "
                + tokens(traffic.plannedInputTokens()) + " tokens, " + source(traffic, trial));
        trial.metrics()
                .value(MetricKey.parse("tokens.input.mean"))
                .ifPresent(mean -> sentences.add(counted(NumberText.brief(mean), trial)));
        if (traffic.shortened() > 0) {
            sentences.add(traffic.shortened() + " shortened to fit into "
                    + traffic.contextLimit().orElse(0) + " tokens of context: drawn were "
                    + tokens(traffic.drawnInputTokens()) + " prompt tokens on the average");
        } else if (isLengthened(traffic)) {
            sentences.add("drawn were " + tokens(traffic.drawnInputTokens())
                    + " on the average; no prompt is shorter than its chat template and fixed parts");
        }
        if (traffic.repeatedPrompts().orElse(0) > 0) {
            sentences.add(traffic.repeatedPrompts().getAsLong()
                    + " of the distinct ones are those of an earlier trial, fork or run");
        }
        traffic.expectedCacheHit()
                .ifPresent(share -> sentences.add("prefix cache: " + percent(share)
                        + " of the prompt tokens are shared with an earlier request (whole blocks of 16)"));
        return sentences;
    }

    private static String tokens(OptionalDouble mean) {
        return mean.isPresent() ? NumberText.brief(mean.getAsDouble()) : NumberText.NOT_MEASURED;
    }

    /** Writes a share, to a tenth of a percent. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * PERCENT);
    }

    private static String source(TrafficResult traffic, TrialResult trial) {
        ResolvedSettings.Value local = trial.settings().get(PromptSettings.TOKENIZER.name());
        return isCounted(traffic)
                ? "by " + (local == null ? "the server's tokenizer" : local.text()) + " (" + traffic.exactPrompts()
                        + " of " + traffic.checkedPrompts() + " checked whole were exact)"
                : "an ESTIMATE: not all were counted before they were sent";
    }

    /**
     * Of prompts that the user's code or data write, the drawn length is no objective; of these nothing is counted
     * beforehand.
     */
    private static boolean isLengthened(TrafficResult traffic) {
        double planned = traffic.plannedInputTokens().orElse(0);
        return isCounted(traffic) && planned > traffic.drawnInputTokens().orElse(planned) * LENGTHENED;
    }

    private static boolean isCounted(TrafficResult traffic) {
        return traffic.inputSource().equals(TokenSource.TOKENIZER.label());
    }

    private static String counted(String mean, TrialResult trial) {
        boolean allByServer =
                trial.validity().findings().stream().noneMatch(finding -> WITHOUT_USAGE.contains(finding.check()));
        return allByServer
                ? "the server counted a mean of " + mean + " in the measurement phase"
                : "in the measurement phase a mean of " + mean + ", as planned where the server counted nothing";
    }
}
