package io.varcas.reports.sample;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.ItemResult;
import io.varcas.annotation.Unit;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.profiler.Reading;
import io.varcas.record.Outcome;
import io.varcas.result.BundleFolder;
import io.varcas.result.PredictionResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.RooflineResult;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.FactSource;
import io.varcas.result.identity.HostIdentity;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.result.identity.ServerFlags;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.ServerProperty;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.sla.Objective;
import io.varcas.sla.Objective.Direction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Writes made-up bundles. */
public final class SampleBundle {

    static final Instant STARTED = Instant.parse("2026-11-22T10:15:00Z");

    private SampleBundle() {}

    /**
     * Writes a bundle that can be kept: {@code SampleBundle OUT REQUESTS TOKENS [RATE...]}; several rates make a sweep.
     *
     * @param args folder for bundles, requests of each trial, mean output tokens, rates
     */
    public static void main(String[] args) throws IOException {
        List<SampleLoad> loads = new ArrayList<>();
        for (int i = 3; i < args.length; i++) {
            loads.add(SampleLoad.open(Double.parseDouble(args[i]))
                    .ofRequests(Integer.parseInt(args[1]), Integer.parseInt(args[2])));
        }
        System.out.println(write(Path.of(args[0]).toAbsolutePath(), loads.toArray(SampleLoad[]::new))
                .folder());
    }

    /** Writes a bundle with a trial for each load. */
    public static ResultBundle write(Path out, SampleLoad... loads) throws IOException {
        BundleFolder folder = BundleFolder.create(out, STARTED, "Chat");
        List<TrialResult> trials = new ArrayList<>();
        for (SampleLoad load : loads) {
            trials.add(SampleTrial.write(folder.folder(), trials.size() + 1, load, objectives()).toBuilder()
                    .prediction(prediction())
                    .build());
        }
        return folder.finish(run(folder.id(), trials));
    }

    /** Returns a run of trials. */
    public static RunResult run(String id, List<TrialResult> trials) {
        return new RunResult(
                RunResult.SCHEMA_VERSION,
                id,
                Status.COMPLETED,
                STARTED,
                STARTED.plusSeconds(135),
                "0.1.0",
                Optional.empty(),
                List.of("ChatMedium", "-target", "embedded", "-p", "rate=5,20"),
                new HostIdentity(
                        "client-1", "Linux 6.18", "amd64", Optional.of("A CPU <fast>"), 8, Optional.of(32L << 30)),
                new JvmIdentity("/jdk/bin/java", List.of("-Xmx1g"), "25.0.1", "OpenJDK 64-Bit Server VM", "25+36"),
                new TargetIdentity(
                        "embedded",
                        "http://127.0.0.1:40000",
                        true,
                        Optional.of("0.32.0"),
                        "meta-llama/Llama-3.1-8B-Instruct",
                        OptionalInt.of(8192),
                        Map.of("kv.block.tokens", "16", "max-num-seqs", "64", "prefix-caching", "on"),
                        Optional.of(server())),
                trials);
    }

    private static ServerIdentity server() {
        return ServerIdentity.builder()
                .add(ServerProperty.VERSION, FactSource.VERSION, "0.32.0")
                .add(ServerProperty.MODEL, FactSource.MODELS, "<b>m\nVerdict: MET (all is well)\u202E")
                .add(ServerProperty.KV_TOKENS, FactSource.METRICS, "46592")
                .add(ServerProperty.KV_TOKENS, FactSource.LOG, "46592")
                .flags(new ServerFlags(
                        Map.of("max-num-seqs", "64", "served-model-name", "x\u001b[2J", "api-key", "s3cret-key"),
                        FactSource.LOG))
                .build();
    }

    static List<Objective> objectives() {
        return List.of(
                Objective.of("ttft.p95", Direction.AT_MOST, 400, Unit.MILLISECONDS, "typing indicator budget"),
                Objective.of(
                        "tpot.p99", Direction.AT_MOST, 25, Unit.MILLISECONDS_PER_TOKEN, "reads as fast as people <do>"),
                Objective.of("goodput", Direction.AT_LEAST, 10, Unit.PER_SECOND, "half the fleet's share"),
                Objective.of("ttfa.p999", Direction.AT_MOST, 2, Unit.SECONDS, ""));
    }

    /** Returns a prediction with one of everything. */
    public static PredictionResult prediction() {
        return new PredictionResult(
                "Llama-3.1-8B in bf16 on 1 x H100 SXM, tensor parallel 1; step model, stated error 15 %",
                MetricSet.of(List.of(
                        predicted(Metric.TTFT, Map.of(Statistic.P50, 61.0, Statistic.P95, 190.0)),
                        predicted(Metric.TPOT, Map.of(Statistic.P50, 10.5, Statistic.P99, 14.0)),
                        predicted(Metric.COST_PER_1K_TOKENS, Map.of(Statistic.VALUE, 0.00042)))),
                List.of(
                        new Reading("accelerators", "", OptionalDouble.of(1), ""),
                        new Reading("kv.pool", "tokens", OptionalDouble.of(418_000), ""),
                        new Reading("price", "USD/h", OptionalDouble.of(2.99), "on demand, 2026-11"),
                        new Reading("bound.decode", "", OptionalDouble.empty(), "memory bandwidth")),
                Optional.of(new RooflineResult(
                        "1 x H100 SXM",
                        "bf16",
                        989e12,
                        3.35e12,
                        "data sheet, dense",
                        List.of(
                                point("prefill 1 x 512", RooflineResult.Phase.PREFILL, 480, 610e12, Origin.PREDICTED),
                                point(
                                        "decode b=1, context 512",
                                        RooflineResult.Phase.DECODE,
                                        1,
                                        2.4e12,
                                        Origin.PREDICTED),
                                point(
                                        "decode b=32, context 512",
                                        RooflineResult.Phase.DECODE,
                                        29,
                                        71e12,
                                        Origin.PREDICTED),
                                point(
                                        "measured, 31 in flight",
                                        RooflineResult.Phase.DECODE,
                                        28,
                                        52e12,
                                        Origin.SIMULATED)))));
    }

    private static MetricSummary predicted(Metric metric, Map<Statistic, Double> values) {
        return new MetricSummary(metric, false, 1, 0, Origin.PREDICTED, values);
    }

    private static RooflineResult.Point point(
            String label, RooflineResult.Phase phase, double flopsPerByte, double flopsPerSecond, Origin origin) {
        return new RooflineResult.Point(label, phase, flopsPerByte, flopsPerSecond, origin);
    }

    static AccuracyResult accuracy() {
        List<ItemResult> items = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            items.add(new ItemResult(
                    "chat-" + i,
                    Outcome.COMPLETED,
                    OptionalDouble.of(i % 7 == 0 ? 0.31 : 0.8 + i / 400.0),
                    Optional.of("An answer </script><script>alert(" + i + ")</script> with <b>marks</b> & \"quotes\"."),
                    Optional.of("stop"),
                    Optional.empty()));
        }
        items.add(new ItemResult(
                "chat-lost",
                Outcome.TIMEOUT,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("no answer in 30 s")));
        return new AccuracyResult("chat-100.jsonl", "rouge-l", 0.75, Optional.empty(), items);
    }
}
