package io.varcas.junit;

import io.varcas.fork.Workloads;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.record.Outcome;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.Timing;
import io.varcas.result.TrialResult;
import io.varcas.result.WindowResult;
import io.varcas.result.identity.HostIdentity;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.runner.RunOptions;
import io.varcas.runner.TrialPlanner;
import io.varcas.sla.Verdict;
import io.varcas.sla.VerdictInput;
import io.varcas.validity.Validity;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes results up: one trial for each that would be run, with the same 249 requests in all of them, judged as usual. */
final class CannedRun implements SlaTestExtension.Drive {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Validity validity;

    private CannedRun(Validity validity) {
        this.validity = validity;
    }

    CannedRun() {
        this(new Validity(List.of()));
    }

    /** Returns one whose client was too slow. */
    static CannedRun invalid() {
        return new CannedRun(new Validity(List.of(new Validity.Finding(
                "send.lag.p99", Validity.Weight.INVALID, 8.3, 5, "requests left 8.3 ms late at p99 (limit 5 ms)"))));
    }

    @Override
    public ResultBundle run(RunOptions options) throws IOException {
        List<WorkloadPlan> plans =
                new TrialPlanner(options).plan(Workloads.discover().select(options.includes(), options.excludes()));
        BundleFolder folder = BundleFolder.create(options.out(), NOON, "canned");
        return folder.finish(result(folder.id(), plans.stream().map(this::trial).toList()));
    }

    /** Returns a run of a simulated server. */
    static RunResult result(String id, List<TrialResult> trials) {
        return new RunResult(
                RunResult.SCHEMA_VERSION,
                id,
                Status.COMPLETED,
                NOON,
                NOON.plusSeconds(60),
                "test",
                Optional.empty(),
                List.of("canned"),
                HostIdentity.here(),
                JvmIdentity.here(),
                new TargetIdentity(
                        "sim:",
                        "http://127.0.0.1:8000",
                        true,
                        Optional.empty(),
                        "varcas-sim",
                        OptionalInt.empty(),
                        Map.of()),
                trials);
    }

    private TrialResult trial(WorkloadPlan plan) {
        MetricSet metrics = metrics();
        return trial(
                plan.spec().name(),
                plan.params(),
                metrics,
                List.of(),
                plan.spec().objectives().stream()
                        .map(objective -> Verdict.of(objective, VerdictInput.of(metrics)))
                        .toList(),
                validity);
    }

    /** Returns a run with one trial, of which each window has a median TTFT of its own. */
    static RunResult windows(String id, double... ttftMillis) {
        List<WindowResult> windows = new ArrayList<>();
        for (int i = 0; i < ttftMillis.length; i++) {
            MetricSet metrics = MetricSet.of(List.of(summary(Metric.TTFT, Map.of(Statistic.P50, ttftMillis[i]))));
            windows.add(new WindowResult(0, i, 1000 * i, 1000 * (i + 1), metrics));
        }
        return result(id, List.of(trial("Canned", Map.of(), metrics(), windows, List.of(), new Validity(List.of()))));
    }

    private static TrialResult trial(
            String name,
            Map<String, String> params,
            MetricSet metrics,
            List<WindowResult> windows,
            List<Verdict> verdicts,
            Validity validity) {
        return TrialResult.builder(
                        "com.acme." + name,
                        name,
                        new Timing(0, Duration.ofSeconds(1), 10, Duration.ofSeconds(5), Duration.ZERO))
                .params(params)
                .load("closed loop, 2 users", OptionalInt.of(2))
                .model("varcas-sim")
                .seed(42)
                .outcomes(Map.of(Outcome.COMPLETED, 249L))
                .metrics(metrics)
                .windows(windows)
                .objectives(verdicts)
                .validity(validity)
                .build();
    }

    private static MetricSet metrics() {
        return MetricSet.of(List.of(
                summary(Metric.TTFT, Map.of(Statistic.MEAN, 21.5532, Statistic.P50, 16.12)),
                summary(Metric.E2E, Map.of(Statistic.MEAN, 1234.5678, Statistic.P999, Double.POSITIVE_INFINITY)),
                summary(Metric.TPOT, Map.of(Statistic.P50, 7.25)),
                summary(Metric.TOKENS_OUTPUT, Map.of(Statistic.MEAN, 5.0)),
                summary(Metric.ITL, Map.of(Statistic.P50, Double.POSITIVE_INFINITY)),
                summary(Metric.GOODPUT, Map.of(Statistic.VALUE, 4.98))));
    }

    private static MetricSummary summary(Metric metric, Map<Statistic, Double> statistics) {
        return new MetricSummary(metric, false, 249, 0, Origin.SIMULATED, statistics);
    }
}
