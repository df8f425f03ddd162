package io.varcas.cli.compare;

import io.varcas.accuracy.AccuracyMargin;
import io.varcas.compare.AcceptanceRule;
import io.varcas.compare.AcceptanceRule.Gain;
import io.varcas.compare.Percentage;
import io.varcas.compare.match.CompareOptions;
import io.varcas.metric.MetricKey;
import io.varcas.validation.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The flags that say how sides are compared, and what is good enough. */
final class ComparisonFlags {

    @Option(
            names = "-metric",
            paramLabel = "<metric>",
            split = ",",
            description =
                    "Metrics to test (default: latencies, throughput, failures, and those with objectives). Repeatable.")
    List<String> metrics = new ArrayList<>();

    @Option(
            names = "-effect",
            paramLabel = "<share>",
            defaultValue = "10%",
            description = "Smallest change that matters (default: ${DEFAULT-VALUE}).")
    String effect = "10%";

    @Option(
            names = "-confidence",
            paramLabel = "<share>",
            defaultValue = "95%",
            description = "Confidence level of the intervals and tests (default: ${DEFAULT-VALUE}).")
    String confidence = "95%";

    @Option(
            names = "-factor",
            paramLabel = "<name>",
            description = "Intended difference; warn about any other. Repeatable.")
    List<String> factors = new ArrayList<>();

    @Option(
            names = "-gain",
            paramLabel = "<metric=share>",
            description = "Accept only if this metric improves by this much: throughput.output=10%%. Repeatable.")
    List<String> gains = new ArrayList<>();

    @Option(
            names = "-tolerate",
            paramLabel = "<share>",
            defaultValue = "0%",
            description = "Accept losses up to this share (default: ${DEFAULT-VALUE}).")
    String tolerated = "0%";

    @Option(
            names = "-margin",
            paramLabel = "<margin>",
            defaultValue = "0.01",
            description = {
                "Loss of the mean accuracy score to accept: points (0.01), a share of the baseline (1%%), mlperf-99 or",
                "mlperf-99.9 (default: ${DEFAULT-VALUE})."
            })
    String margin = "0.01";

    /**
     * Turns the flags into options.
     *
     * @throws UsageException if a metric or a share is none; all faults at once
     */
    CompareOptions options() {
        List<String> faults = new ArrayList<>();
        List<MetricKey> keys = parsed("-m", metrics, MetricKey::parse, faults);
        double share = share("-effect", effect, faults);
        double level = share("-confidence", confidence, faults);
        parsed("-gain", gains, Gain::parse, faults);
        share("-tolerate", tolerated, faults);
        List<AccuracyMargin> margins = parsed("-margin", List.of(margin), AccuracyMargin::parse, faults);
        raise(faults);
        try {
            return CompareOptions.DEFAULT
                    .withMetrics(keys)
                    .withEffect(share)
                    .withConfidence(level)
                    .withMargin(margins.get(0))
                    .withFactors(Set.copyOf(factors));
        } catch (IllegalArgumentException fault) {
            throw new UsageException(String.valueOf(fault.getMessage()));
        }
    }

    /**
     * Returns the rule that a candidate is accepted by.
     *
     * @throws UsageException if a gain or the loss is none
     */
    AcceptanceRule rule() {
        List<String> faults = new ArrayList<>();
        List<Gain> wanted = parsed("-gain", gains, Gain::parse, faults);
        double loss = share("-tolerate", tolerated, faults);
        raise(faults);
        return new AcceptanceRule(wanted, loss);
    }

    private static <T> List<T> parsed(String flag, List<String> texts, Function<String, T> parse, List<String> faults) {
        List<T> values = new ArrayList<>();
        for (String text : texts) {
            try {
                values.add(parse.apply(text));
            } catch (IllegalArgumentException fault) {
                faults.add(flag + ": " + fault.getMessage());
            }
        }
        return values;
    }

    private static double share(String flag, String text, List<String> faults) {
        try {
            double share = Percentage.parse(text);
            if (!(share >= 0)) {
                faults.add(flag + " " + text + ": must be at least 0%");
            }
            return share;
        } catch (IllegalArgumentException fault) {
            faults.add(flag + ": " + fault.getMessage());
            return 0.5;
        }
    }

    private static void raise(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new UsageException(faults);
        }
    }
}
