package io.varcas.calibration;

import io.varcas.hardware.Accelerator;
import io.varcas.hardware.Arithmetic;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.WeightBytes;
import io.varcas.roofline.Deployment;
import io.varcas.validation.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A check that a measurement is physically possible on the hardware it names. Of 1,700 public rows 33 are not
 * (2026-11): prompts were served from the prefix cache, the client never reached its concurrency, or empty outputs
 * were counted.
 */
public final class MeasurementAudit {

    private static final double GAP = 0.1; // tolerated between configured and achieved concurrency
    private static final double TTFT_OVER_DECODE = 3;
    private static final double MANY_USERS = 64;
    private static final double SHARE_OF_16_BIT_PEAK = 0.7;
    private static final double SHARE_OF_8_BIT_PEAK = 0.5;
    private static final double SHARE_OF_4_BIT_PEAK = 0.4;

    private MeasurementAudit() {}

    /**
     * The reported means of a run. What it did not report is empty.
     *
     * @param requestsPerSecond requests finished per second, at least 0
     * @param promptTokens mean prompt tokens, at least 0
     * @param cachedPromptTokens mean of those known to have come from the prefix cache, at least 0
     * @param outputTokens mean output tokens, at least 0
     * @param users requests the client was told to keep in flight
     * @param ttftSeconds time to first token
     * @param tpotSeconds time per output token
     * @param emptyAnswers outputs without a token that were counted as successes, at least 0
     */
    public record Figures(
            double requestsPerSecond,
            double promptTokens,
            double cachedPromptTokens,
            double outputTokens,
            OptionalDouble users,
            OptionalDouble ttftSeconds,
            OptionalDouble tpotSeconds,
            long emptyAnswers) {

        /**
         * @throws IllegalArgumentException if a figure is negative
         */
        public Figures {
            Violations.in("figures of a run")
                    .notNegative("requests per second", requestsPerSecond, "")
                    .notNegative("prompt", promptTokens, "tokens")
                    .notNegative("cached prompt", cachedPromptTokens, "tokens")
                    .notNegative("output", outputTokens, "tokens")
                    .atLeast(0, "empty outputs", emptyAnswers, "")
                    .raise();
        }
    }

    /** The problem of a measurement. */
    public enum Kind {
        /** More arithmetic than the hardware can do. */
        FLOPS_ABOVE_PEAK,
        /** Tokens come faster than the weights can be read. */
        TPOT_BELOW_WEIGHT_READ,
        /** First tokens take so much longer than all the others that most users cannot have been served. */
        TTFT_DWARFS_DECODE,
        /** By Little's law fewer or more requests were in flight than configured. */
        CONCURRENCY_NOT_REACHED,
        /** Outputs without tokens were counted as successes. */
        EMPTY_ANSWERS;

        /** Returns the name in dotted labels: {@code tpotBelowWeightRead}. */
        public String label() {
            String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
            StringBuilder label = new StringBuilder(words[0]);
            for (int i = 1; i < words.length; i++) {
                label.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
            }
            return label.toString();
        }
    }

    /**
     * A fault of a measurement.
     *
     * @param kind what is wrong
     * @param value what was seen: a share of the peak, milliseconds, times the decode, requests in flight, or outputs
     * @param limit what is possible, in the same unit
     * @param message the same with its numbers, and what the cause usually is
     */
    public record Finding(Kind kind, double value, double limit, String message) {}

    /** Returns what is wrong with a run's figures, most telling first; empty if they are possible. */
    public static List<Finding> of(Deployment deployment, Figures run) {
        List<Finding> findings = new ArrayList<>();
        if (run.emptyAnswers() > 0 || (run.outputTokens() == 0 && run.requestsPerSecond() > 0)) {
            findings.add(new Finding(
                    Kind.EMPTY_ANSWERS,
                    run.emptyAnswers(),
                    0,
                    run.emptyAnswers() > 0
                            ? run.emptyAnswers() + " outputs without a token were counted as successes"
                            : "requests completed without a token of output"));
        }
        flops(deployment, run, findings);
        weightRead(deployment, run, findings);
        if (run.ttftSeconds().isPresent()
                && run.tpotSeconds().isPresent()
                && run.users().isPresent()) {
            concurrency(
                    run,
                    run.ttftSeconds().getAsDouble(),
                    run.tpotSeconds().getAsDouble() * Math.max(0, run.outputTokens() - 1),
                    run.users().getAsDouble(),
                    findings);
        }
        return findings;
    }

    /** Returns why the hardware cannot have done a measured point, with the numbers; empty if it can. */
    public static Optional<String> impossible(Observation point) {
        double rate = point.offered() instanceof Observation.Offered.Rate offered
                ? offered.perSecond()
                : point.measured().outputTokensPerSecond().orElse(0) / point.outputTokens();
        Figures figures = new Figures(
                rate,
                point.promptTokens() + point.cachedTokens(),
                point.cachedTokens(),
                point.outputTokens(),
                OptionalDouble.empty(),
                point.measured().ttftSeconds(),
                point.measured().tpotSeconds(),
                0);
        return of(point.deployment(), figures).stream().map(Finding::message).findFirst();
    }

    private static void flops(Deployment deployment, Figures run, List<Finding> findings) {
        Accelerator accelerator = deployment.accelerator();
        Arithmetic arithmetic = deployment.precision().arithmeticOn(accelerator);
        double peak = accelerator.flopsPerSecond(arithmetic).orElseThrow() * deployment.accelerators();
        double tokens = run.promptTokens() - run.cachedPromptTokens() + run.outputTokens();
        double share = run.requestsPerSecond() * tokens * 2 * deployment.model().activeParameters() / peak;
        double most = switch (arithmetic) {
            case FP8, INT8 -> SHARE_OF_8_BIT_PEAK;
            case FP4, INT4 -> SHARE_OF_4_BIT_PEAK;
            case FP16, BF16, FP32 -> SHARE_OF_16_BIT_PEAK;
        };
        if (share > most) {
            findings.add(new Finding(
                    Kind.FLOPS_ABOVE_PEAK,
                    share,
                    most,
                    String.format(
                            Locale.ROOT,
                            "its tokens take %.0f %% of the dense %s peak, above the %.0f %% that is ever reached: prompts"
                                    + " came from the prefix cache, or the client never reached its concurrency",
                            100 * share,
                            arithmetic.key(),
                            100 * most)));
        }
    }

    /** Every token passes through all weights of a dense model; of one with experts, through those that a token is routed to. */
    private static void weightRead(Deployment deployment, Figures run, List<Finding> findings) {
        WeightBytes weights =
                WeightBytes.perRank(deployment.model(), deployment.precision(), deployment.tensorParallel(), 1);
        ModelArchitecture model = deployment.model();
        double head = (double) model.vocabulary() * model.hidden();
        double active = Math.min(1, (model.activeParameters() - head) / model.linearParameters());
        double least =
                active * weights.linear() / deployment.accelerator().memory().bytesPerSecond();
        run.tpotSeconds().ifPresent(tpot -> {
            if (tpot < least) {
                findings.add(new Finding(
                        Kind.TPOT_BELOW_WEIGHT_READ,
                        1e3 * tpot,
                        1e3 * least,
                        String.format(
                                Locale.ROOT,
                                "TPOT of %.2f ms is below the %.2f ms it takes to read the weights once: several tokens came"
                                        + " in one chunk, or tokens were counted by chunk",
                                1e3 * tpot,
                                1e3 * least)));
            }
        });
    }

    private static void concurrency(Figures run, double ttft, double decode, double users, List<Finding> findings) {
        if (users >= MANY_USERS && ttft > TTFT_OVER_DECODE * decode) {
            findings.add(new Finding(
                    Kind.TTFT_DWARFS_DECODE,
                    ttft / decode,
                    TTFT_OVER_DECODE,
                    String.format(
                            Locale.ROOT,
                            "TTFT of %.1f s is more than %.0f times the whole decode of %.1f s: by Little's law about %.0f of"
                                    + " the %.0f users were served",
                            ttft,
                            TTFT_OVER_DECODE,
                            decode,
                            users * decode / (ttft + decode),
                            users)));
        }
        double achieved = run.requestsPerSecond() * (ttft + decode);
        if (run.requestsPerSecond() > 0 && Math.abs(achieved / users - 1) > GAP) {
            findings.add(new Finding(
                    Kind.CONCURRENCY_NOT_REACHED,
                    achieved,
                    users,
                    String.format(
                            Locale.ROOT,
                            "by Little's law %.1f requests were in flight, not the %.0f configured",
                            achieved,
                            users)));
        }
    }
}
