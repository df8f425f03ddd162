package io.varcas.runner.trial;

import io.varcas.accuracy.AccuracyComparison;
import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.ScoreGroup;
import io.varcas.deployment.DeployedHardware;
import io.varcas.load.LoadRun;
import io.varcas.metric.Measurements;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Span;
import io.varcas.metric.Statistic;
import io.varcas.prediction.PhysicsAudit;
import io.varcas.result.BundleFolder;
import io.varcas.result.ForkResult;
import io.varcas.result.Status;
import io.varcas.result.TrafficResult;
import io.varcas.result.TrialResultBuilder;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.stats.Interval;
import io.varcas.validity.RunConditions;
import io.varcas.validity.Validity;
import io.varcas.validity.ValidityChecks;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Turns what the forks of a trial left on disk into its result. */
public final class TrialAssembler {

    private static final Map<Integer, Metric> PASS_AT = Map.of(
            1, Metric.ACCURACY_PASS_AT_1,
            5, Metric.ACCURACY_PASS_AT_5,
            10, Metric.ACCURACY_PASS_AT_10,
            100, Metric.ACCURACY_PASS_AT_100);

    private final BundleFolder bundle;
    private final WorkloadPlan plan;
    private final Origin origin;
    private final Optional<DeployedHardware> hardware;
    private final Optional<ServerIdentity> server;
    private final ServerCount serverCount = new ServerCount();

    /**
     * @param hardware under the server, to audit what was measured by; empty if it is not known
     * @param server identity of the server; empty if it is not known
     */
    public TrialAssembler(
            BundleFolder bundle,
            WorkloadPlan plan,
            boolean simulated,
            Optional<DeployedHardware> hardware,
            Optional<ServerIdentity> server) {
        this.hardware = hardware;
        this.server = server;
        this.bundle = bundle;
        this.plan = plan;
        this.origin = simulated ? Origin.SIMULATED : Origin.MEASURED;
    }

    /**
     * Computes.
     *
     * @param forks the measured forks
     * @param accuracy what the accuracy pass found
     * @param simulatorStandstill longest time that the simulator stood still with this JVM; zero for any other
     *     server
     * @param ofServer what the guard found of the server
     * @throws IOException if the records cannot be read
     */
    public TrialResultBuilder of(
            List<ForkResult> forks,
            Optional<AccuracyResult> accuracy,
            Duration simulatorStandstill,
            List<Validity.Finding> ofServer)
            throws IOException {
        TrafficAssembler traffic = new TrafficAssembler(bundle, plan, origin);
        StageAssembler stages = new StageAssembler(bundle);
        LogMetrics logs = LogMetrics.of(
                forks,
                fork -> Optional.of(bundle.folder().resolve(fork.requests())).filter(Files::exists),
                LoadRun.contextOf(plan, origin),
                plan.load().cap().isEmpty(), // a cap holds back whatever the client does
                fork -> {
                    serverCount.begin(fork);
                    return stages.begin(fork, request -> {
                        traffic.count(request);
                        serverCount.add(request);
                    });
                });
        List<ForkResult> computed = logs.forks();
        Measurements measured = logs.measured();
        TrafficResult counted = traffic.of(computed);
        Duration length = Duration.ofNanos(forks.stream()
                .mapToLong(
                        fork -> fork.measured().stream().mapToLong(Span::nanos).sum())
                .max()
                .orElse(0));
        int whole = forks.stream().allMatch(fork -> fork.status() == Status.COMPLETED) ? forks.size() : 0;
        RunConditions conditions = Conditions.of(forks, length, counted);
        Validity validity = DatasetFindings.added(
                ValidityChecks.check(measured, LoadRun.intentOf(plan, whole), conditions),
                plan,
                forks,
                measured.counts().due(),
                bundle.folder());
        validity = PromptFindings.added(validity, traffic.prompts(computed));
        validity = audited(validity, measured, conditions);
        validity = serverCount.added(ServerFindings.added(validity, server));
        validity = MachineFindings.added(validity, forks);
        validity = Standstill.added(validity, forks, length, simulatorStandstill);
        validity = new Validity(
                Stream.concat(ofServer.stream(), validity.findings().stream()).toList());
        MetricSet metrics = measured.pooled()
                .with(accuracy.map(this::metrics).orElse(List.of()))
                .with(Energy.metrics(forks, measured.pooled(), origin))
                .with(metrics(validity, measured.counts().due()));
        return new TrialResultDraft(plan, computed)
                .measured(measured)
                .metrics(metrics)
                .validity(validity)
                .accuracy(accuracy)
                .traffic(counted)
                .stages(stages.of(measured.pooled(), forks));
    }

    private Validity audited(Validity validity, Measurements measured, RunConditions conditions) {
        if (hardware.isEmpty()) {
            return validity;
        }
        List<Validity.Finding> findings = new ArrayList<>(validity.findings());
        findings.addAll(PhysicsAudit.of(
                hardware.get(),
                measured.pooled(),
                ValidityChecks.cachedShare(measured.counts(), conditions),
                OptionalDouble.empty()));
        return new Validity(findings);
    }

    private List<MetricSummary> metrics(AccuracyResult accuracy) {
        ScoreGroup scores = accuracy.overall();
        List<MetricSummary> metrics = new ArrayList<>();
        scores.summary()
                .mean()
                .ifPresent(mean -> metrics.add(within(value(Metric.ACCURACY_SCORE, scores.n(), mean), scores.mean())));
        accuracy.passRate()
                .ifPresent(rate ->
                        metrics.add(within(value(Metric.ACCURACY_PASS_RATE, scores.n(), rate), scores.passRate())));
        accuracy.change()
                .flatMap(AccuracyComparison::drift)
                .ifPresent(drift ->
                        metrics.add(within(value(Metric.ACCURACY_DRIFT, drift.texts(), drift.kl()), drift.interval())));
        PASS_AT.forEach((k, metric) -> accuracy.passAt(k)
                .ifPresent(
                        score -> metrics.add(within(value(metric, score.prompts(), score.value()), score.interval()))));
        return metrics;
    }

    private static MetricSummary within(MetricSummary summary, Optional<Interval> interval) {
        return interval.map(known -> summary.with(Map.of(Statistic.VALUE, known)))
                .orElse(summary);
    }

    private List<MetricSummary> metrics(Validity validity, long requests) {
        return List.of(
                value(Metric.VALIDITY_FAULTS, requests, (double) validity.count(Validity.Weight.INVALID)),
                value(Metric.VALIDITY_WARNINGS, requests, (double) validity.count(Validity.Weight.WARNING)));
    }

    private MetricSummary value(Metric metric, long n, double value) {
        return new MetricSummary(metric, false, n, 0, origin, Map.of(Statistic.VALUE, value));
    }
}
