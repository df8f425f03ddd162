package io.varcas.reports.peer;

import io.varcas.metric.Metric;
import io.varcas.metric.Statistic;
import io.varcas.record.Outcome;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultImport;
import io.varcas.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code summary_lifecycle_metrics.json} and {@code stage_N_lifecycle_metrics.json} of inference-perf; with
 * {@code per_request_lifecycle_metrics.json} in the same folder request by request.
 *
 * <p>Source: inference-perf 0.7, commit 7de5ef2e (2026-08). Times are seconds; latency ends when the stream closes. Its inter-token latency
 * counts each token, with zeros inside an event, which is not our ITL, so it is left out.
 */
public final class InferencePerfImport implements ResultImport {

    private static final double MILLIS = 1e3;
    private static final String DETAILS = "per_request_lifecycle_metrics.json";
    private static final Map<String, PeerFigure> CLAIMS = new LinkedHashMap<>();

    static {
        CLAIMS.put("time_to_first_token", PeerFigure.TTFT);
        CLAIMS.put("request_latency", PeerFigure.E2E);
        CLAIMS.put("time_per_output_token", PeerFigure.TPOT);
    }

    private static final Pattern STATISTIC = Pattern.compile("mean|median|min|max|p[0-9]+(?:\\.[0-9]+)?");

    @Override
    public String name() {
        return "inference-perf";
    }

    @Override
    public String description() {
        return "inference-perf's summary_ and stage_N_lifecycle_metrics.json (with per_request_lifecycle_metrics.json"
                + " beside it)";
    }

    @Override
    public boolean recognizes(Path file) throws IOException {
        return PeerFiles.object(file)
                .filter(json -> json.has("load_summary", "successes"))
                .isPresent();
    }

    @Override
    public RunResult read(Path file, BundleFolder bundle) throws IOException {
        PeerObject json = PeerObject.read(file);
        PeerObject load = json.child("load_summary");
        PeerObject done = json.child("successes");
        PeerTrial trial = new PeerTrial("inference-perf");
        trial.seconds = json.number("benchmark_time_seconds")
                .orElse(load.number("send_duration").orElse(0));
        load.number("concurrency").ifPresent(users -> {
            if (users > 0 && load.number("requested_rate").isEmpty()) {
                trial.users(users);
            }
        });
        load.text("requested_rate").ifPresent(rate -> trial.params.put("rate", rate));
        trial.load = "requested rate " + load.text("requested_rate").orElse("not known") + ", achieved "
                + load.text("achieved_rate").orElse("not known");
        double n = done.need("count");
        trial.count(Outcome.COMPLETED, n);
        trial.count(Outcome.STREAM_ERROR, json.child("failures").count("count"));
        trial.notes.add(
                "e2e.service ends when the stream closes; its inter-token latency is of another kind and left out.");
        Path details = file.resolveSibling(DETAILS);
        if (Files.isRegularFile(details)) {
            InferencePerfRequests.into(trial, details);
            trial.claims = Optional.of(claims(done, trial.seconds));
        }
        latencies(trial, load, done, n);
        rates(trial, load, done, n);
        return new PeerRun(file, name()).add(trial).result(bundle);
    }

    private static void latencies(PeerTrial trial, PeerObject load, PeerObject done, double n) {
        PeerObject latency = done.child("latency");
        distribution(trial, Metric.TTFT_SERVICE, n, latency.child("time_to_first_token"));
        distribution(trial, Metric.E2E_SERVICE, n, latency.child("request_latency"));
        distribution(trial, Metric.TPOT, n, latency.child("time_per_output_token"));
        distribution(trial, Metric.SEND_LAG, load.count("count"), load.child("schedule_delay"));
    }

    private static PeerClaims claims(PeerObject done, double seconds) {
        PeerClaims claims = new PeerClaims(new InferencePerfView());
        CLAIMS.forEach((key, figure) -> {
            PeerObject block = done.child("latency").child(key);
            for (String statistic : block.keys()) {
                if (STATISTIC.matcher(statistic).matches()) {
                    claims.add(key + "." + statistic, block.number(statistic), view -> view.figure(figure, statistic));
                }
            }
        });
        PeerObject throughput = done.child("throughput");
        return claims.add("successes.count", done.number("count"), PeerView::requests)
                .add("requests_per_sec", throughput.number("requests_per_sec"), view -> view.completed() / seconds)
                .add(
                        "output_tokens_per_sec",
                        throughput.number("output_tokens_per_sec"),
                        view -> view.outputTokens() / seconds);
    }

    private static void rates(PeerTrial trial, PeerObject load, PeerObject done, double n) {
        PeerObject throughput = done.child("throughput");
        PeerMetrics.value(trial, Metric.THROUGHPUT_REQUESTS, n, throughput.number("requests_per_sec"));
        PeerMetrics.value(trial, Metric.THROUGHPUT_OUTPUT, n, throughput.number("output_tokens_per_sec"));
        PeerMetrics.value(trial, Metric.THROUGHPUT_TOTAL, n, throughput.number("total_tokens_per_sec"));
        PeerMetrics.value(trial, Metric.RATE_COMPLETED, n, throughput.number("requests_per_sec"));
        PeerMetrics.value(trial, Metric.RATE_OFFERED, load.count("count"), load.number("requested_rate"));
        PeerMetrics.value(trial, Metric.RATE_STARTED, load.count("count"), load.number("achieved_rate"));
        PeerMetrics.value(
                trial, Metric.GOODPUT, n, done.child("goodput_metrics").number("request_goodput"));
    }

    private static void distribution(PeerTrial trial, Metric metric, double n, PeerObject block) {
        PeerMetrics.distribution(
                trial, metric, n, MILLIS, PeerMetrics.Deviation.POPULATION, InferencePerfImport::keys, block::number);
    }

    private static List<String> keys(Statistic statistic) {
        return switch (statistic) {
            case MEAN -> List.of("mean");
            case SD -> List.of("std_dev", "std");
            case P50 -> List.of("median", "p50");
            case P999 -> List.of("p99.9", "p999");
            default -> List.of(statistic.label());
        };
    }
}
