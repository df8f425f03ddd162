package io.varcas.compare;

import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.record.Outcome;
import io.varcas.record.RequestDigest;
import io.varcas.result.ForkResult;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.Timing;
import io.varcas.result.TrialResult;
import io.varcas.result.WindowResult;
import io.varcas.result.identity.HostIdentity;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import io.varcas.sla.VerdictInput;
import io.varcas.validity.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Builds results for tests of comparisons: a run of one trial in which everything has a plain value unless a test says otherwise. */
public final class TestRun {

    private final Map<String, Double> values = new LinkedHashMap<>();
    private final List<Map<String, Double>> windows = new ArrayList<>();
    private final Map<String, String> facts = new HashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>(Map.of("rate", "5"));
    private final Map<String, String> params = new LinkedHashMap<>();
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Map.of(Outcome.COMPLETED, 1_000L));
    private final List<Validity.Finding> findings = new ArrayList<>();
    private final List<Objective> objectives = new ArrayList<>();
    private final List<ForkResult> forks = new ArrayList<>();
    private String workload = "com.acme.Chat";
    private String engineVersion = "0.32.0";
    private String host = "client";
    private Origin origin = Origin.MEASURED;
    private Status status = Status.COMPLETED;
    private Optional<ServerIdentity> server = Optional.empty();
    private long seed = 42;
    private long n = 1_000;
    private Instant started = Instant.EPOCH;

    /** Starts a run with one number. */
    public static TestRun of(String key, double value) {
        return new TestRun().with(key, value);
    }

    /** Adds a number. */
    public TestRun with(String key, double value) {
        values.put(key, value);
        return this;
    }

    TestRun window(String key, double value) {
        windows.add(Map.of(key, value));
        return this;
    }

    /** Adds a fork that sent one request, of this hash. */
    TestRun fork(long forkSeed, String key, double value, String hash) {
        forks.add(new ForkResult(
                forks.size(),
                forkSeed,
                Status.COMPLETED,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                "requests.jsonl.gz",
                Map.of(),
                Optional.of(metrics(Map.of(key, value))),
                Optional.of(new RequestDigest(new TreeMap<>(Map.of(1L, hash))))));
        return this;
    }

    TestRun fact(String name, String value) {
        facts.put(name, value);
        return this;
    }

    /** Sets a setting. */
    public TestRun setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    TestRun param(String name, String value) {
        params.put(name, value);
        return this;
    }

    TestRun outcome(Outcome outcome, long requests) {
        outcomes.put(outcome, requests);
        return this;
    }

    /** Adds a finding that makes the run invalid. */
    public TestRun invalid(String sentence) {
        findings.add(new Validity.Finding("send.lag.p99", Validity.Weight.INVALID, 9, 5, sentence));
        return this;
    }

    TestRun warned(String check) {
        findings.add(new Validity.Finding(check, Validity.Weight.WARNING, 1, 0, "it is odd"));
        return this;
    }

    /** Adds an objective. */
    public TestRun objective(String metric, double atMost) {
        objectives.add(
                Objective.of(metric, Objective.Direction.AT_MOST, atMost, io.varcas.annotation.Unit.OWN, "a promise"));
        return this;
    }

    TestRun workload(String name) {
        workload = name;
        return this;
    }

    TestRun engineVersion(String version) {
        engineVersion = version;
        return this;
    }

    TestRun host(String name) {
        host = name;
        return this;
    }

    /** Sets the origin of the numbers. */
    public TestRun origin(Origin from) {
        origin = from;
        return this;
    }

    /** Sets how far the run came. */
    public TestRun status(Status reached) {
        status = reached;
        return this;
    }

    /** Sets the seed. */
    public TestRun seed(long value) {
        seed = value;
        return this;
    }

    TestRun server(ServerIdentity known) {
        server = Optional.of(known);
        return this;
    }

    /** Sets when the run began. */
    public TestRun started(Instant time) {
        started = time;
        return this;
    }

    TestRun n(long samples) {
        n = samples;
        return this;
    }

    /** Returns the run. */
    public RunResult build() {
        JvmIdentity jvm = new JvmIdentity("java", List.of(), "25", "VM", "25+36");
        return new RunResult(
                RunResult.SCHEMA_VERSION,
                "run-" + seed,
                status,
                started,
                started.plusSeconds(60),
                "0.1.0",
                Optional.empty(),
                List.of(),
                new HostIdentity(host, "Linux", "amd64", Optional.of("A CPU"), 2, Optional.empty()),
                jvm,
                new TargetIdentity(
                        "http://gpu:8000",
                        "http://gpu:8000",
                        false,
                        Optional.of(engineVersion),
                        "m",
                        OptionalInt.of(2048),
                        facts,
                        server),
                List.of(trial()));
    }

    private TrialResult trial() {
        MetricSet metrics = metrics(values);
        List<WindowResult> results = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            results.add(new WindowResult(0, i, 1_000.0 * i, 1_000.0 * (i + 1), metrics(windows.get(i))));
        }
        Map<String, ResolvedSettings.Value> resolved = new LinkedHashMap<>();
        settings.forEach((name, value) -> resolved.put(name, new ResolvedSettings.Value(value, Layer.ANNOTATION)));
        return TrialResult.builder(
                        workload,
                        workload.substring(workload.lastIndexOf('.') + 1),
                        new Timing(
                                0,
                                Duration.ofSeconds(1),
                                Math.max(2, results.size()),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1)))
                .params(params)
                .settings(resolved)
                .load("open loop", OptionalInt.empty())
                .model("m")
                .seed(seed)
                .ended(status, status == Status.FAILED ? Optional.of("it broke") : Optional.empty())
                .forks(forks)
                .outcomes(outcomes)
                .metrics(metrics)
                .windows(results)
                .objectives(objectives.stream()
                        .map(objective -> Verdict.of(objective, VerdictInput.of(metrics)))
                        .toList())
                .validity(new Validity(findings))
                .build();
    }

    private MetricSet metrics(Map<String, Double> labels) {
        Map<String, MetricSummary> blocks = new LinkedHashMap<>();
        labels.forEach((label, value) -> {
            MetricKey key = MetricKey.parse(label);
            blocks.merge(key.block(), summary(key, Map.of(key.statistic(), value)), this::merged);
        });
        return MetricSet.of(blocks.values());
    }

    private MetricSummary summary(MetricKey key, Map<Statistic, Double> statistics) {
        return new MetricSummary(key.metric(), key.ok(), n, 0, origin, statistics);
    }

    private MetricSummary merged(MetricSummary one, MetricSummary other) {
        Map<Statistic, Double> statistics = new EnumMap<>(one.statistics());
        statistics.putAll(other.statistics());
        return new MetricSummary(one.metric(), one.ok(), n, 0, origin, statistics);
    }
}
