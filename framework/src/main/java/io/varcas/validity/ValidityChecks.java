package io.varcas.validity;

import io.varcas.metric.LoadTrend;
import io.varcas.metric.Measurements;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.RequestCounts;
import io.varcas.metric.Statistic;
import io.varcas.record.Outcome;
import io.varcas.setting.VerdictSettings;
import io.varcas.stats.ExceedanceTest;
import io.varcas.validity.Validity.Finding;
import io.varcas.validity.Validity.Weight;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks that the numbers of a run describe the server, and not the client or its machine. The limits are the product's own
 * (2026-11): the first signs of an overloaded client, with a margin for the noise of a small machine.
 */
public final class ValidityChecks {

    /** Name of the check that every output came with the server's count of its tokens. */
    public static final String UNCOUNTED = "tokens.uncounted";

    /** Name of the check that no output had to be counted by a tokenizer from its text. */
    public static final String COUNTED_AGAIN = "tokens.countedAgain";

    /** Name of the check that responses were as they should be, beside their outcome. */
    public static final String RESPONSES = "responses.unusual";

    /** Name of the check that the load had requests. */
    public static final String NONE = "requests.none";

    private static final String FAILED = "rate.failed";

    /** Share of the requests that may leave late, and the confidence at which more are shown. */
    private static final double LATE_SHARE = 0.01;

    private static final double LATE_CONFIDENCE = 0.95;

    /** Share of its machine's CPU time that other processes may take without being named where the client was late. */
    private static final double OTHERS_LIMIT = 0.5;

    private static final List<Statistic> LAG_STATISTICS =
            List.of(Statistic.P99, Statistic.P95, Statistic.P90, Statistic.P50);

    /** Share of the requests due that were not sent in their windows. */
    static final double LATE_START_LIMIT = 0.02;

    /** Share of the requests due that failed: from here on the 99th percentile is that of a failure. */
    static final double FAILED_LIMIT = 0.01;

    /** Difference of the dispersions of sent and due requests, beyond a tenth of the latter. */
    static final double DISPERSION_LIMIT = 0.1;

    /** Share of a closed loop's user time that was lost. */
    static final double LITTLES_LIMIT = 0.05;

    /** Checks that say that the server had prompts in its prefix cache because it was sent them before. */
    public static final Set<String> OF_A_WARM_CACHE = Set.of("tokens.cached", "prompts.repeated");

    private final Findings findings = new Findings();

    private ValidityChecks() {}

    /**
     * The intended load, as far as measured numbers can be compared with it.
     *
     * @param fixedLengths whether the server was told to write as many tokens as were asked for
     * @param uniquePrompts whether no two prompts have a common prefix
     * @param requests how many requests the measurement phase were to have; empty if as many as their time allows
     * @param sendLagMillis send lag that 99 % of the requests must keep
     * @param sendLagShare the same as a share of what is measured; the larger of both limits holds
     */
    public record Intent(
            boolean fixedLengths,
            boolean uniquePrompts,
            OptionalLong requests,
            double sendLagMillis,
            double sendLagShare) {

        /** Creates an intent with the default limits of send lag. */
        public Intent(boolean fixedLengths, boolean uniquePrompts, OptionalLong requests) {
            this(
                    fixedLengths,
                    uniquePrompts,
                    requests,
                    VerdictSettings.SEND_LAG.defaultValue().orElseThrow().toNanos() / 1e6,
                    VerdictSettings.SEND_LAG_SHARE.defaultValue().orElseThrow());
        }
    }

    /**
     * Checks a run.
     *
     * @param measured what came out of it
     * @param intent what it was meant to be
     * @param conditions what else held
     */
    public static Validity check(Measurements measured, Intent intent, RunConditions conditions) {
        ValidityChecks checks = new ValidityChecks();
        checks.schedule(measured, intent, conditions);
        checks.trends(measured.trends());
        checks.amount(measured.counts().due(), intent.requests());
        checks.outcomes(measured.counts());
        checks.answers(measured.counts(), intent);
        checks.warnings(measured.counts());
        ConditionChecks.add(
                conditions, cachedShare(measured.counts(), conditions), intent.uniquePrompts(), checks.findings);
        return new Validity(checks.findings.all());
    }

    /**
     * Returns the finding that requests were due and none completed; empty if one did, or none was due.
     *
     * @param outcomes requests by outcome
     */
    public static Optional<Finding> noneCompleted(Map<Outcome, Long> outcomes) {
        long due = outcomes.values().stream().mapToLong(Long::longValue).sum();
        long failed = outcomes.entrySet().stream()
                .filter(entry -> entry.getKey().isFailure())
                .mapToLong(Map.Entry::getValue)
                .sum();
        long unfinished = due - failed;
        return due > 0 && outcomes.getOrDefault(Outcome.COMPLETED, 0L) == 0
                ? Optional.of(new Finding(
                        FAILED,
                        Weight.INVALID,
                        (double) failed / due,
                        FAILED_LIMIT,
                        "no request completed: " + failed + " of " + due + " failed"
                                + (unfinished > 0 ? ", " + unfinished + " did not end" : "")
                                + ", so nothing was measured"))
                : Optional.empty();
    }

    private void schedule(Measurements measured, Intent intent, RunConditions conditions) {
        sendLag(measured.pooled(), intent, conditions);
        RequestCounts counts = measured.counts();
        if (counts.due() > 0) {
            findings.aboveShare(
                    "rate.started",
                    Weight.INVALID,
                    OptionalDouble.of((double) counts.lateStarts() / counts.due()),
                    LATE_START_LIMIT,
                    "%.1f %% of the due requests were not sent in their iteration (limit %.0f %%): the client did not"
                            + " reach the requested rate");
        }
        if (!Double.isNaN(counts.dueDispersion()) && !Double.isNaN(counts.sentDispersion())) {
            double limit = DISPERSION_LIMIT + 0.1 * counts.dueDispersion();
            findings.above(
                    "arrivals.dispersion",
                    Weight.INVALID,
                    OptionalDouble.of(Math.abs(counts.sentDispersion() - counts.dueDispersion())),
                    limit,
                    "the dispersion of sent requests differs from that of due requests by %.2f (limit %.2f): the client"
                            + " changed the arrival process");
        }
        findings.aboveShare(
                "littles.gap",
                Weight.INVALID,
                measured.pooled().value(MetricKey.parse("littles.gap")),
                LITTLES_LIMIT,
                "users were idle for %.1f %% of the time (limit %.0f %%): the client was slow, not the server");
    }

    /**
     * Judges the lateness of the client. At most one request in a hundred may leave later than the limit: more than that are shown by a
     * binomial test, which finds many late requests in a small sample as well, or by the 99th percentile, if the sample supports it. The
     * limit is absolute or a share of what is measured, whichever is more: some milliseconds are nothing beside a first token after seconds.
     */
    private void sendLag(MetricSet pooled, Intent intent, RunConditions conditions) {
        Optional<MetricSummary> found = pooled.find(MetricKey.parse("send.lag.p99"));
        if (found.isEmpty()) {
            return;
        }
        MetricSummary lag = found.get();
        double limit = Math.max(intent.sendLagMillis(), intent.sendLagShare() * measured(pooled));
        MetricSummary.CountRange late = lag.above(limit);
        boolean shown = lag.supports(Statistic.P99)
                ? lag.get(Statistic.P99).orElse(0) > limit
                : ExceedanceTest.test(late.least(), lag.n(), LATE_SHARE, LATE_CONFIDENCE)
                        == ExceedanceTest.Outcome.BEYOND;
        Statistic statistic =
                LAG_STATISTICS.stream().filter(lag::supports).findFirst().orElse(Statistic.MAX);
        double value = lag.get(statistic).orElse(0);
        String place = statistic == Statistic.MAX ? "at most" : "at " + statistic.label();
        if (shown) {
            findings.add(new Finding(
                    "send.lag." + statistic.label(),
                    Weight.INVALID,
                    value,
                    limit,
                    String.format(
                            Locale.ROOT,
                            "%d of %d requests left more than %.0f ms late (%.1f ms %s; limit for 99 %%): the client could"
                                    + " not keep its schedule%s",
                            late.least(),
                            lag.n(),
                            limit,
                            value,
                            place,
                            otherProcesses(conditions))));
        } else {
            findings.above(
                    "send.lag." + statistic.label(),
                    Weight.WARNING,
                    OptionalDouble.of(value),
                    intent.sendLagMillis(),
                    "requests left %.1f ms late " + place
                            + " (limit %.0f ms): small relative to the latencies, which are"
                            + " counted from the due time");
        }
    }

    /** Median time that a client waits for the server, in milliseconds; 0 if none was measured. */
    private static double measured(MetricSet pooled) {
        return Stream.of("ttft.service.p50", "e2e.service.p50")
                .map(MetricKey::parse)
                .map(pooled::value)
                .flatMap(value -> value.stream().boxed())
                .filter(Double::isFinite)
                .findFirst()
                .orElse(0.0);
    }

    /** Names other processes as the cause if they took most of the machine. */
    private static String otherProcesses(RunConditions conditions) {
        double others = conditions.otherCpu().orElse(0);
        return others > OTHERS_LIMIT
                ? String.format(Locale.ROOT, "; other processes took %.0f %% of its machine's CPU time", 100 * others)
                : "";
    }

    private void trends(List<LoadTrend> trends) {
        for (LoadTrend trend : trends) {
            boolean flight = trend.key().metric() == Metric.CONCURRENCY;
            findings.add(new Finding(
                    "trend." + trend.key().metric().label(),
                    Weight.WARNING,
                    trend.to(),
                    trend.from(),
                    String.format(
                            Locale.ROOT,
                            "%s grew from %.0f to %.0f%s through the measurement phase: the server was overloaded, and"
                                    + " latencies depend on how long the run lasts; lower the rate",
                            flight ? "requests in flight" : trend.key().label(),
                            trend.from(),
                            trend.to(),
                            flight ? "" : " " + trend.key().metric().unit().symbol())));
        }
    }

    private void outcomes(RequestCounts counts) {
        if (counts.due() == 0) {
            findings.add(new Finding(
                    NONE,
                    Weight.INVALID,
                    0,
                    1,
                    "no request was due in the measurement phase: nothing was measured; a fixed amount of work must"
                            + " outlast the warm-up (or use -wi 0)"));
        }
        findings.above(
                "client.limits",
                Weight.INVALID,
                OptionalDouble.of((double) counts.clientLimited()),
                0,
                "%.0f requests failed because the client's machine ran out of descriptors, ports or memory (limit"
                        + " %.0f): the client was the bottleneck, not the server");
    }

    private void amount(long due, OptionalLong wanted) {
        if (due > 0 && wanted.isPresent() && due < wanted.getAsLong()) { // none at all is a finding of its own
            findings.add(new Finding(
                    "requests.fewer",
                    Weight.WARNING,
                    due,
                    wanted.getAsLong(),
                    due + " requests were due where " + wanted.getAsLong()
                            + " were asked for: the time of the load, its" + " arrivals or its data ended first"));
        }
    }

    private void answers(RequestCounts counts, Intent intent) {
        Optional<Finding> noneCompleted = noneCompleted(counts.outcomes());
        if (noneCompleted.isPresent()) {
            findings.add(noneCompleted.get());
        } else if (counts.due() > 0) {
            findings.aboveShare(
                    FAILED,
                    Weight.WARNING,
                    OptionalDouble.of((double) counts.failed() / counts.due()),
                    FAILED_LIMIT,
                    "%.1f %% of requests failed (limit %.0f %%): latencies of the remaining requests do not represent"
                            + " user experience");
        }
        findings.above(
                "tokens.empty",
                Weight.WARNING,
                OptionalDouble.of((double) counts.empty()),
                0,
                "%.0f requests completed without a single token (limit %.0f): they count as failed in metrics of"
                        + " their text");
        if (intent.fixedLengths()) {
            findings.above(
                    "tokens.shortened",
                    Weight.WARNING,
                    OptionalDouble.of((double) counts.shortened()),
                    0,
                    "%.0f outputs have fewer tokens than requested (limit %.0f): the load was lighter than declared; vLLM"
                            + " truncates silently at the context length");
        }
        findings.above(
                "tokens.lengthened",
                Weight.WARNING,
                OptionalDouble.of((double) counts.lengthened()),
                0,
                "%.0f outputs have more tokens than requested (limit %.0f): the load was heavier than declared,"
                        + " because the server ignores the limit");
        findings.above(
                UNCOUNTED,
                Weight.WARNING,
                OptionalDouble.of((double) counts.uncounted()),
                0,
                "%.0f responses came without usage (limit %.0f): each of their chunks is counted as one token");
        findings.above(
                COUNTED_AGAIN,
                Weight.WARNING,
                OptionalDouble.of((double) counts.countedAgain()),
                0,
                "%.0f responses came without usage (limit %.0f): their tokens are counted by a tokenizer from their"
                        + " text, which can be some tokens off what the server generated");
    }

    private void warnings(RequestCounts counts) {
        counts.warnings().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(warning -> findings.add(new Finding(
                        RESPONSES,
                        Weight.WARNING,
                        warning.getValue(),
                        0,
                        warning.getValue()
                                + (warning.getValue() == 1 ? " response: " : " responses: ")
                                + warning.getKey())));
    }

    /**
     * Returns the share of the prompt tokens that came from the prefix cache, 0 to 1: as the responses say, else as the server's
     * counters say; empty if neither does.
     *
     * @param counts of the measured requests
     * @param conditions what the server's counters say
     */
    public static OptionalDouble cachedShare(RequestCounts counts, RunConditions conditions) {
        return counts.promptTokens() > 0
                ? OptionalDouble.of((double) counts.cachedTokens() / counts.promptTokens())
                : conditions.cached();
    }
}
