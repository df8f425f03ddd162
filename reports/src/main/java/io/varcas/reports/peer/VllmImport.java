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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of {@code vllm bench serve --save-result}, with {@code --save-detailed} request by request.
 *
 * <p>Source: vllm {@code benchmarks/serve.py}, commit 009e6d4a (2026-11). Its TTFT, E2EL and TPOT count from the actual send, so they are
 * {@code ttft.service}, {@code e2e.service} and {@code tpot}. Its events include the role-only first one.
 */
public final class VllmImport implements ResultImport {

    private static final Map<String, Metric> METRICS = new LinkedHashMap<>();
    private static final Map<String, PeerFigure> FIGURES =
            Map.of("ttft", PeerFigure.TTFT, "tpot", PeerFigure.TPOT, "itl", PeerFigure.ITL, "e2el", PeerFigure.E2E);

    static {
        METRICS.put("ttft", Metric.TTFT_SERVICE);
        METRICS.put("tpot", Metric.TPOT);
        METRICS.put("itl", Metric.ITL);
        METRICS.put("e2el", Metric.E2E_SERVICE);
    }

    private static final Pattern STATISTIC = Pattern.compile("(mean|median|std|p[0-9.]+)_(ttft|tpot|itl|e2el)_ms");
    private static final double MILLIS = 1e3;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Override
    public String name() {
        return "vllm";
    }

    @Override
    public String description() {
        return "vllm bench serve --save-result [--save-detailed] [--append-result], and forks of it";
    }

    @Override
    public boolean recognizes(Path file) throws IOException {
        return PeerFiles.object(file)
                .filter(json -> json.has("duration", "completed", "total_output_tokens"))
                .isPresent();
    }

    @Override
    public RunResult read(Path file, BundleFolder bundle) throws IOException {
        List<PeerObject> objects = PeerObject.sequence(file);
        if (objects.isEmpty()) {
            throw new IOException(file + ": is empty");
        }
        PeerObject first = objects.get(0);
        PeerRun run = new PeerRun(file, name())
                .started(first.text("date").flatMap(VllmImport::date))
                .fact("backend", first.text("backend").or(() -> first.text("endpoint_type")))
                .fact("label", first.text("label"))
                .fact("burstiness", first.text("burstiness"));
        for (PeerObject json : objects) {
            PeerTrial trial = trial(json);
            requests(json, trial);
            summary(json, trial);
            trial.claims = Optional.of(claims(json, trial.seconds));
            run.add(trial);
        }
        return run.result(bundle);
    }

    private static PeerTrial trial(PeerObject json) throws IOException {
        PeerTrial trial = new PeerTrial("vllm-bench");
        trial.seconds = json.need("duration");
        trial.model = json.text("model_id").orElse("not known");
        trial.dueIsUnknown();
        Optional<String> cap = json.text("max_concurrency");
        boolean open = json.number("request_rate").isPresent();
        if (!open && cap.isPresent()) {
            trial.users(json.need("max_concurrency"));
        }
        trial.load = "request rate " + json.text("request_rate").orElse("not known")
                + cap.map(most -> ", at most " + most + " in flight").orElse("");
        json.text("request_rate").ifPresent(rate -> trial.params.put("rate", rate));
        cap.ifPresent(most -> trial.params.put("users", most));
        trial.count(Outcome.COMPLETED, json.need("completed"));
        trial.count(Outcome.STREAM_ERROR, failed(json));
        trial.notes.add("Clock starts at the actual send; the first chunk may be the role-only one.");
        return trial;
    }

    private static double failed(PeerObject json) {
        return json.number("failed")
                .orElse(Math.max(
                        0,
                        json.number("num_prompts").orElse(0)
                                - json.number("completed").orElse(0)));
    }

    private static void requests(PeerObject json, PeerTrial trial) throws IOException {
        double[] starts = json.numbers("start_times");
        double[] ttfts = json.numbers("ttfts");
        List<double[]> gaps = json.rows("itls");
        if (starts.length == 0 && ttfts.length == 0) {
            return;
        }
        if (starts.length == 0) {
            trial.onlyLatencies(
                    "The file has no start times: latencies are those of its requests, arrivals and the course over"
                            + " time are not known.");
            starts = new double[ttfts.length];
        }
        double[] inputs = json.numbers("input_lens");
        double[] outputs = json.numbers("output_lens");
        List<String> errors = json.texts("errors");
        if (ttfts.length != starts.length
                || gaps.size() != starts.length
                || outputs.length != starts.length
                || inputs.length != starts.length) {
            throw json.fault("its lists of requests differ in length: start_times has " + starts.length + ", ttfts "
                    + ttfts.length + ", itls " + gaps.size() + ", input_lens " + inputs.length + ", output_lens "
                    + outputs.length);
        }
        double first = Arrays.stream(starts).min().orElse(0);
        for (int i = 0; i < starts.length; i++) {
            double at = starts[i] - first;
            PeerRecord record = new PeerRecord(i, at).tokens(inputs[i], outputs[i], TokenSource.USAGE);
            String error = i < errors.size() ? errors.get(i) : "";
            if (!error.isEmpty()) {
                record.failed(error.lines().reduce((line, next) -> next).orElse(error));
            } else {
                double when = at + ttfts[i];
                record.text(when);
                for (double gap : gaps.get(i)) {
                    when += gap;
                    record.text(when);
                }
            }
            trial.add(record);
        }
    }

    private static void summary(PeerObject json, PeerTrial trial) {
        double n = json.count("completed");
        METRICS.forEach((key, metric) -> PeerMetrics.distribution(
                trial,
                metric,
                n,
                1,
                PeerMetrics.Deviation.POPULATION,
                statistic -> keys(key, statistic),
                json::number));
        PeerMetrics.value(trial, Metric.THROUGHPUT_REQUESTS, n, json.number("request_throughput"));
        PeerMetrics.value(trial, Metric.THROUGHPUT_OUTPUT, n, json.number("output_throughput"));
        PeerMetrics.value(trial, Metric.THROUGHPUT_TOTAL, n, json.number("total_token_throughput", "total_throughput"));
        PeerMetrics.value(trial, Metric.RATE_COMPLETED, n, json.number("request_throughput"));
        PeerMetrics.value(trial, Metric.GOODPUT, n, goodput(json));
    }

    private static PeerClaims claims(PeerObject json, double seconds) {
        PeerClaims claims = new PeerClaims(new VllmView());
        for (String key : json.keys()) {
            Matcher statistic = STATISTIC.matcher(key);
            if (statistic.matches()) {
                PeerFigure figure = FIGURES.getOrDefault(statistic.group(2), PeerFigure.TTFT);
                claims.add(key, json.number(key), view -> MILLIS * view.figure(figure, statistic.group(1)));
            }
        }
        return claims.add("completed", json.number("completed"), PeerView::requests)
                .add("total_input_tokens", json.number("total_input_tokens"), PeerView::inputTokens)
                .add("total_output_tokens", json.number("total_output_tokens"), PeerView::outputTokens)
                .add("request_throughput", json.number("request_throughput"), view -> view.completed() / seconds)
                .add("output_throughput", json.number("output_throughput"), view -> view.outputTokens() / seconds)
                .add(
                        "total_token_throughput",
                        json.number("total_token_throughput"),
                        view -> (view.inputTokens() + view.outputTokens()) / seconds);
    }

    /** Older versions wrote the key with a colon in it. */
    private static OptionalDouble goodput(PeerObject json) {
        return json.number("request_goodput", "request_goodput:");
    }

    private static List<String> keys(String metric, Statistic statistic) {
        return switch (statistic) {
            case MEAN -> List.of("mean_" + metric + "_ms", "mean_" + sglang(metric) + "_ms");
            case SD -> List.of("std_" + metric + "_ms", "std_" + sglang(metric) + "_ms");
            case P50 ->
                List.of("median_" + metric + "_ms", "p50_" + metric + "_ms", "median_" + sglang(metric) + "_ms");
            case P999 -> List.of("p99.9_" + metric + "_ms");
            default ->
                List.of(statistic.label() + "_" + metric + "_ms", statistic.label() + "_" + sglang(metric) + "_ms");
        };
    }

    /** SGLang's name of a latency. */
    private static String sglang(String metric) {
        return metric.equals("e2el") ? "e2e_latency" : metric;
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, DATE).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }
}
