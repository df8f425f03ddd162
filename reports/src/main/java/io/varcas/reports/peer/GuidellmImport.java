package io.varcas.reports.peer;

import io.varcas.metric.Metric;
import io.varcas.metric.Statistic;
import io.varcas.record.Outcome;
import io.varcas.record.TokenSource;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultImport;
import io.varcas.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * {@code benchmarks.json} of GuideLLM, {@code metadata.version} 1 (0.4 to 0.6) and 2; a trial for each benchmark.
 *
 * <p>Source: GuideLLM 0.8, commit ee7a7745 (2026-08). It stores when a request was meant to be sent, so a rate profile gives latencies
 * free of coordinated omission, which its own report does not have. It keeps the first and the last token only: no gaps. Its mean ITL
 * is weighted by tokens, so TPOT is computed from its requests.
 */
public final class GuidellmImport implements ResultImport {

    private static final double MILLIS = 1e3;
    private static final Map<String, PeerFigure> CLAIMS = new LinkedHashMap<>();

    static {
        CLAIMS.put("time_to_first_token_ms", PeerFigure.TTFT);
        CLAIMS.put("request_latency", PeerFigure.E2E);
        CLAIMS.put("time_per_output_token_ms", PeerFigure.TPOT);
        CLAIMS.put("inter_token_latency_ms", PeerFigure.ITL);
    }

    /** Its names of percentiles with a fraction. */
    private static final Map<String, String> PERCENTS = Map.of("p001", "p0.1", "p999", "p99.9");

    private static final List<String> VERSIONS = List.of("1", "2", "1.0", "2.0");
    private static final List<String> RATE_PROFILES = List.of("constant", "poisson", "async");

    @Override
    public String name() {
        return "guidellm";
    }

    @Override
    public String description() {
        return "GuideLLM's benchmarks.json, versions 1 and 2";
    }

    @Override
    public boolean recognizes(Path file) throws IOException {
        return PeerFiles.object(file)
                .filter(json ->
                        (json.has("benchmarks") && json.child("metadata").has("guidellm_version"))
                                || json.holds("benchmarks", "scheduler_state", "metrics"))
                .isPresent();
    }

    @Override
    public RunResult read(Path file, BundleFolder bundle) throws IOException {
        PeerObject json = PeerObject.read(file);
        List<PeerObject> benchmarks = json.children("benchmarks");
        if (benchmarks.isEmpty()) {
            throw json.fault("holds no benchmark");
        }
        PeerRun run = new PeerRun(file, name())
                .fact("version", json.child("metadata").text("guidellm_version"))
                .fact("schema", json.child("metadata").text("version"))
                .started(instant(benchmarks.get(0).number("start_time")));
        for (PeerObject benchmark : benchmarks) {
            PeerTrial trial = trial(benchmark);
            json.child("metadata")
                    .text("version")
                    .filter(version -> !VERSIONS.contains(version))
                    .ifPresent(version -> trial.unknownSchema(version, "1 and 2"));
            run.add(trial);
        }
        return run.result(bundle);
    }

    private static PeerTrial trial(PeerObject benchmark) throws IOException {
        PeerTrial trial = new PeerTrial("guidellm");
        PeerObject strategy = benchmark.child("config").child("strategy");
        String kind = strategy.text("type_").orElse("not known");
        trial.params.put("profile", kind);
        strategy.text("rate").ifPresent(rate -> trial.params.put("rate", rate));
        strategy.number("streams").ifPresent(streams -> {
            trial.users(streams);
            trial.params.put("users", String.valueOf((long) streams));
        });
        trial.load = "GuideLLM profile " + kind;
        trial.seconds = benchmark.need("duration");
        trial.gapsAreUnknown();
        boolean rate = RATE_PROFILES.contains(kind);
        if (rate) {
            trial.unknowable.add(Metric.GOODPUT);
            trial.notes.add(
                    "ttft and e2e count from targeted_start, which GuideLLM stores and its own report leaves out.");
        } else {
            trial.dueIsUnknown();
        }
        counts(benchmark, trial);
        requests(benchmark, trial, rate);
        summary(benchmark, trial);
        trial.claims = Optional.of(claims(benchmark.child("metrics")));
        return trial;
    }

    private static void counts(PeerObject benchmark, PeerTrial trial) {
        PeerObject totals = benchmark.child("metrics").child("request_totals");
        trial.count(Outcome.COMPLETED, totals.count("successful"));
        trial.count(Outcome.STREAM_ERROR, totals.count("errored"));
        trial.count(Outcome.CANCELLED, totals.count("incomplete"));
    }

    private static void requests(PeerObject benchmark, PeerTrial trial, boolean rate) throws IOException {
        List<PeerObject> all = new ArrayList<>(benchmark.child("requests").children("successful"));
        all.addAll(benchmark.child("requests").children("errored"));
        all.addAll(benchmark.child("requests").children("incomplete"));
        all.removeIf(request -> sent(request).isEmpty());
        all.sort(Comparator.comparingDouble(request -> sent(request).orElse(0)));
        OptionalDouble first = all.stream()
                .mapToDouble(request -> rate
                        ? due(request).orElse(sent(request).orElse(0))
                        : sent(request).orElse(0))
                .min();
        for (int i = 0; i < all.size(); i++) {
            trial.add(request(all.get(i), i, first.orElse(0), rate));
        }
    }

    private static PeerRecord request(PeerObject json, int index, double first, boolean rate) {
        PeerObject timings = timings(json);
        PeerRecord record = new PeerRecord(index, sent(json).orElse(first) - first)
                .tokens(
                        json.number("prompt_tokens").orElse(0),
                        json.number("output_tokens").orElse(0),
                        TokenSource.USAGE)
                .id(json.text("request_id"));
        if (rate) {
            due(json).ifPresent(due -> record.due(due - first));
        }
        OptionalDouble firstToken = timings.number("first_token_iteration", "first_iteration");
        OptionalDouble lastToken = timings.number("last_token_iteration", "last_iteration");
        record.texts(firstToken, lastToken, first);
        json.number("request_end_time").ifPresent(end -> record.closed(end - first));
        Optional<String> status = json.child("info").text("status");
        Optional<String> error = json.child("info").text("error");
        if (error.isPresent() || status.filter("errored"::equals).isPresent()) {
            record.failed(error.orElse("errored"));
        } else if (status.filter("cancelled"::equals).isPresent() || firstToken.isEmpty()) {
            record.unfinished();
        }
        return record;
    }

    private static PeerObject timings(PeerObject request) {
        return request.child("info").child("timings");
    }

    private static OptionalDouble sent(PeerObject request) {
        OptionalDouble start = request.number("request_start_time");
        return start.isPresent() ? start : timings(request).number("request_start");
    }

    private static OptionalDouble due(PeerObject request) {
        return timings(request).number("targeted_start");
    }

    private static void summary(PeerObject benchmark, PeerTrial trial) {
        PeerObject metrics = benchmark.child("metrics");
        distribution(trial, Metric.TTFT_SERVICE, metrics.child("time_to_first_token_ms"), 1);
        distribution(trial, Metric.E2E_SERVICE, metrics.child("request_latency"), MILLIS);
        distribution(trial, Metric.TOKENS_OUTPUT, metrics.child("output_token_count"), 1);
        distribution(trial, Metric.TOKENS_INPUT, metrics.child("prompt_token_count"), 1);
        value(trial, Metric.THROUGHPUT_REQUESTS, metrics.child("requests_per_second"));
        value(trial, Metric.THROUGHPUT_OUTPUT, metrics.child("output_tokens_per_second"));
        value(trial, Metric.THROUGHPUT_TOTAL, metrics.child("tokens_per_second"));
        value(trial, Metric.CONCURRENCY, metrics.child("request_concurrency"));
    }

    private static PeerClaims claims(PeerObject metrics) {
        PeerClaims claims = new PeerClaims(new GuidellmView());
        CLAIMS.forEach((key, figure) -> {
            double scale = key.endsWith("_ms") ? MILLIS : 1;
            PeerObject block = metrics.child(key).child("successful");
            for (String statistic : List.of("mean", "median", "std_dev", "min", "max")) {
                claims.add(
                        key + "." + statistic, block.number(statistic), view -> scale * view.figure(figure, statistic));
            }
            PeerObject percentiles = block.child("percentiles");
            for (String percentile : percentiles.keys()) {
                claims.add(
                        key + "." + percentile,
                        percentiles.number(percentile),
                        view -> scale * view.figure(figure, PERCENTS.getOrDefault(percentile, percentile)));
            }
        });
        return claims.add(
                "request_totals.successful", metrics.child("request_totals").number("successful"), PeerView::requests);
    }

    private static void distribution(PeerTrial trial, Metric metric, PeerObject all, double scale) {
        PeerObject block = all.child("successful");
        PeerObject percentiles = block.child("percentiles");
        PeerMetrics.distribution(
                trial,
                metric,
                block.count("count"),
                scale,
                PeerMetrics.Deviation.POPULATION,
                GuidellmImport::keys,
                key -> {
                    OptionalDouble value = block.number(key);
                    return value.isPresent() ? value : percentiles.number(key);
                });
    }

    private static List<String> keys(Statistic statistic) {
        return switch (statistic) {
            case MEAN -> List.of("mean");
            case SD -> List.of("std_dev");
            case P50 -> List.of("median", "p50");
            default -> List.of(statistic.label());
        };
    }

    private static void value(PeerTrial trial, Metric metric, PeerObject all) {
        PeerObject block = all.child("successful");
        PeerMetrics.value(trial, metric, trial.outcomes.getOrDefault(Outcome.COMPLETED, 0L), block.number("mean"));
    }

    private static Optional<Instant> instant(OptionalDouble seconds) {
        return seconds.isPresent()
                ? Optional.of(Instant.ofEpochMilli(Math.round(seconds.getAsDouble() * MILLIS)))
                : Optional.empty();
    }
}
