package io.varcas.result;

import io.varcas.annotation.Unit;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Span;
import io.varcas.metric.Statistic;
import io.varcas.profiler.Reading;
import io.varcas.record.Outcome;
import io.varcas.record.RequestDigest;
import io.varcas.result.identity.FactSource;
import io.varcas.result.identity.HostIdentity;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.result.identity.ServerFlags;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.ServerProperty;
import io.varcas.result.identity.SourceRevision;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import io.varcas.sla.VerdictInput;
import io.varcas.validity.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A result with one of everything, for tests of reading and writing. */
final class SampleResult {

    private SampleResult() {}

    static RunResult run(TrialResult... trials) {
        return new RunResult(
                RunResult.SCHEMA_VERSION,
                "20261122-101500-Chat",
                Status.COMPLETED,
                Instant.parse("2026-11-22T10:15:00Z"),
                Instant.parse("2026-11-22T10:16:00.250Z"),
                "0.1.0",
                Optional.of(new SourceRevision(
                        "0123456789abcdef0123456789abcdef01234567", Instant.parse("2026-11-21T08:00:00Z"), true)),
                List.of("Chat", "-target", "http://gpu:8000"),
                new HostIdentity("client", "Linux 6", "amd64", Optional.of("A CPU"), 2, Optional.of(8L << 30)),
                jvm(),
                new TargetIdentity(
                        "http://gpu:8000",
                        "http://gpu:8000",
                        false,
                        Optional.of("0.32.0"),
                        "m",
                        OptionalInt.of(2048),
                        Map.of("route.tokenize", "true"),
                        Optional.of(server())),
                List.of(trials));
    }

    private static ServerIdentity server() {
        return ServerIdentity.builder()
                .add(ServerProperty.VERSION, FactSource.VERSION, "0.32.0")
                .add(ServerProperty.VERSION, FactSource.LOG, "0.31.0")
                .add(ServerProperty.KV_TOKENS, FactSource.METRICS, "46592")
                .flags(new ServerFlags(Map.of("max-num-seqs", "16", "api-key", "s3cret"), FactSource.LOG))
                .build();
    }

    static TrialResult trial(Verdict.Status verdict) {
        return trial(Status.COMPLETED, verdict, List.of());
    }

    static TrialResult trial(Status status, Verdict.Status verdict, List<Validity.Finding> findings) {
        MetricSet metrics = metrics();
        double bound = verdict == Verdict.Status.MET ? 100 : 1;
        String metric = verdict == Verdict.Status.NOT_MEASURED ? "ttfa.p95" : "ttft.p50";
        Objective objective =
                Objective.of(metric, Objective.Direction.AT_MOST, bound, Unit.MILLISECONDS, "typing indicator budget");
        return TrialResult.builder(
                        "com.acme.Chat",
                        "Chat",
                        new Timing(1, Duration.ofSeconds(5), 2, Duration.ofMillis(1500), Duration.ofMinutes(1)))
                .description("a chat")
                .params(Map.of("rate", "5"))
                .settings(Map.of("rate", new ResolvedSettings.Value("5", Layer.COMMAND_LINE)))
                .load("open loop, Poisson arrivals, 5.0 requests/s", OptionalInt.empty())
                .model("m")
                .seed(42)
                .ended(status, status == Status.FAILED ? Optional.of("it broke") : Optional.empty())
                .forks(List.of(new ForkResult(
                        0,
                        7,
                        Status.COMPLETED,
                        Optional.empty(),
                        List.of(),
                        Optional.of(Instant.parse("2026-11-22T10:15:01Z")),
                        List.of(new Span(5_000_000_000L, 6_500_000_000L)),
                        Optional.of(List.of(2L)),
                        OptionalLong.empty(),
                        Optional.of(jvm()),
                        "trial-1/fork-1/requests.jsonl.gz",
                        Map.of(
                                "telemetry",
                                new ProfileResult(
                                        List.of(new Reading("client.cpu", "ratio", OptionalDouble.of(0.25), "")),
                                        List.of("trial-1/fork-1/telemetry.csv"),
                                        Optional.empty())),
                        Optional.of(metrics),
                        Optional.of(new RequestDigest(
                                new TreeMap<>(Map.of(1L, "00000000000000aa", 42L, "00000000000000bb")))))))
                .outcomes(Map.of(Outcome.COMPLETED, 40L, Outcome.HTTP_ERROR, 2L))
                .metrics(metrics)
                .windows(List.of(
                        new WindowResult(0, 0, 5000, 6500, metrics), new WindowResult(0, 1, 6500, 8000, metrics)))
                .objectives(List.of(Verdict.of(objective, VerdictInput.of(metrics))))
                .validity(new Validity(findings))
                .build();
    }

    static PredictionResult prediction() {
        return new PredictionResult(
                "Llama-2-7B AWQ on 1 x T4",
                MetricSet.of(List.of(new MetricSummary(
                        Metric.TTFT,
                        false,
                        1,
                        0,
                        Origin.PREDICTED,
                        Map.of(Statistic.MEAN, 18.5, Statistic.P50, 18.0)))),
                List.of(new Reading("kv.pool", "tokens", OptionalDouble.of(18640), "")),
                Optional.of(new RooflineResult(
                        "T4",
                        "fp16",
                        65e12,
                        320e9,
                        "data sheet",
                        List.of(new RooflineResult.Point(
                                "b=1", RooflineResult.Phase.DECODE, 4, 1.2e12, Origin.PREDICTED)))),
                Optional.of(new PredictionResult.Interval(
                        MetricSet.of(List.of(new MetricSummary(
                                Metric.TTFT, false, 1, 0, Origin.PREDICTED, Map.of(Statistic.P50, 15.0)))),
                        MetricSet.of(List.of(new MetricSummary(
                                Metric.TTFT, false, 1, 0, Origin.PREDICTED, Map.of(Statistic.P50, 22.0)))),
                        "nine in ten")));
    }

    private static MetricSet metrics() {
        return MetricSet.of(List.of(
                new MetricSummary(
                        Metric.TTFT,
                        false,
                        42,
                        2,
                        Origin.MEASURED,
                        Map.of(
                                Statistic.MEAN,
                                20.5,
                                Statistic.P50,
                                20.0,
                                Statistic.P99,
                                Double.POSITIVE_INFINITY,
                                Statistic.MAX,
                                Double.POSITIVE_INFINITY)),
                new MetricSummary(Metric.TTFT, true, 40, 0, Origin.MEASURED, Map.of(Statistic.P50, 19.0)),
                new MetricSummary(Metric.GOODPUT, false, 38, 0, Origin.MEASURED, Map.of(Statistic.VALUE, 12.5))));
    }

    private static JvmIdentity jvm() {
        return new JvmIdentity("/jdk/bin/java", List.of("-Xmx1g"), "25", "VM", "25+36");
    }
}
