package io.varcas.reports.peer;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import io.varcas.result.ResultBundle;
import io.varcas.result.ResultExport;
import io.varcas.result.TrialResult;
import io.varcas.result.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A folder for each trial with {@code profile_export_aiperf.json} (schema 1.0) and {@code profile_export.jsonl} as AIPerf writes them; the
 * numbers are the {@code aiperf} view's, tokens those of the server's usage.
 */
public final class AiperfExport implements ResultExport {

    private static final double MILLIS = 1e3;
    private static final List<Integer> PERCENTS = List.of(1, 5, 10, 25, 50, 75, 90, 95, 99);
    private static final Map<PeerFigure, String> TAGS = Map.of(
            PeerFigure.TTFT, "time_to_first_token",
            PeerFigure.E2E, "request_latency",
            PeerFigure.TPOT, "inter_token_latency",
            PeerFigure.ITL, "inter_chunk_latency");

    @Override
    public String name() {
        return "aiperf";
    }

    @Override
    public String description() {
        return "AIPerf's profile_export_aiperf.json and profile_export.jsonl";
    }

    @Override
    public List<Path> write(ResultBundle bundle, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        List<TrialResult> trials = bundle.result().trials();
        for (int i = 0; i < trials.size(); i++) {
            TrialResult trial = trials.get(i);
            PeerViews views = PeerLog.views(bundle, trial);
            Path own = Files.createDirectories(folder.resolve(ExportName.of(name(), bundle.result(), i)));
            Path summary = own.resolve("profile_export_aiperf.json");
            WholeFile.write(summary, out -> summary(out, bundle, trial, views));
            Path details = own.resolve("profile_export.jsonl");
            WholeFile.write(details, out -> details(out, bundle, trial));
            files.add(summary);
            files.add(details);
        }
        return files;
    }

    private static void summary(OutputStream out, ResultBundle bundle, TrialResult trial, PeerViews views)
            throws IOException {
        PeerView view = views.views().stream()
                .filter(one -> one.name().equals("aiperf"))
                .findFirst()
                .orElseThrow();
        double seconds = views.seconds();
        long failed = trial.outcomes().entrySet().stream()
                .filter(outcome -> outcome.getKey() != Outcome.COMPLETED)
                .mapToLong(Map.Entry::getValue)
                .sum();
        try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("schema_version", "1.0");
            json.writeStringField(
                    "aiperf_version", "exported by Varcas " + bundle.result().varcasVersion());
            json.writeStringField("benchmark_id", bundle.result().id());
            json.writeStringField("start_time", bundle.result().started().toString());
            json.writeStringField("end_time", bundle.result().ended().toString());
            json.writeBooleanField("was_cancelled", false);
            json.writeObjectFieldStart("input_config");
            json.writeObjectFieldStart("endpoint");
            json.writeArrayFieldStart("model_names");
            json.writeString(trial.model());
            json.writeEndArray();
            json.writeBooleanField("use_server_token_count", true);
            json.writeEndObject();
            json.writeEndObject();
            for (PeerFigure figure : PeerFigure.values()) {
                distribution(json, view, figure);
            }
            value(json, "request_count", "requests", view.requests());
            value(json, "error_request_count", "requests", (double) failed);
            value(json, "request_throughput", "requests/sec", view.completed() / seconds);
            value(json, "output_token_throughput", "tokens/sec", view.outputTokens() / seconds);
            value(json, "total_token_throughput", "tokens/sec", (view.inputTokens() + view.outputTokens()) / seconds);
            value(json, "benchmark_duration", "sec", seconds);
            json.writeEndObject();
        }
    }

    private static void distribution(JsonGenerator json, PeerView view, PeerFigure figure) throws IOException {
        if (view.sample(figure).isEmpty()) {
            return;
        }
        PeerSample sample = view.sample(figure).get();
        json.writeObjectFieldStart(TAGS.getOrDefault(figure, ""));
        json.writeStringField("unit", "ms");
        json.writeNumberField("avg", MILLIS * sample.mean());
        json.writeNumberField("min", MILLIS * sample.min());
        json.writeNumberField("max", MILLIS * sample.max());
        for (int percent : PERCENTS) {
            json.writeNumberField("p" + percent, MILLIS * view.quantile(figure, percent / 100.0));
        }
        if (sample.n() > 1) {
            json.writeNumberField("std", MILLIS * sample.sampleSd());
        }
        json.writeNumberField("count", sample.n());
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, String tag, String unit, double value) throws IOException {
        json.writeObjectFieldStart(tag);
        json.writeStringField("unit", unit);
        json.writeNumberField("avg", value);
        json.writeEndObject();
    }

    private static void details(OutputStream out, ResultBundle bundle, TrialResult trial) throws IOException {
        try (JsonGenerator json = new JsonFactory()
                .createGenerator(out, JsonEncoding.UTF8)
                .setPrettyPrinter(new MinimalPrettyPrinter("\n"))) {
            PeerLog.measured(bundle, trial, request -> {
                try {
                    request(json, request, bundle.result().started().toEpochMilli() * 1_000_000);
                } catch (IOException unwritable) {
                    throw new UncheckedIOException(unwritable);
                }
            });
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        }
    }

    private static void request(JsonGenerator json, RequestRecord request, long epochNanos) throws IOException {
        PeerTimes times = PeerTimes.of(request);
        json.writeStartObject();
        json.writeObjectFieldStart("metadata");
        json.writeNumberField("session_num", request.index());
        json.writeStringField("x_request_id", request.serverId().orElse(String.valueOf(request.index())));
        json.writeNumberField(
                "request_start_ns", epochNanos + request.sentNanos().orElse(request.intendedNanos()));
        json.writeNumberField("request_end_ns", epochNanos + request.closedNanos());
        json.writeStringField("benchmark_phase", "profiling");
        json.writeEndObject();
        json.writeObjectFieldStart("metrics");
        if (request.outcome() == Outcome.COMPLETED && !Double.isNaN(times.firstText())) {
            metric(json, "time_to_first_token", MILLIS * (times.firstText() - times.sent()), "ms");
            metric(json, "request_latency", MILLIS * (times.lastText() - times.sent()), "ms");
            metric(json, "output_sequence_length", request.output().tokens(), "tokens");
            metric(json, "input_sequence_length", request.input().tokens(), "tokens");
            gaps(json, request.events());
        }
        json.writeEndObject();
        if (request.outcome() == Outcome.COMPLETED) {
            json.writeNullField("error");
        } else {
            json.writeObjectFieldStart("error");
            json.writeStringField("type", request.outcome().label());
            json.writeStringField(
                    "message", request.error().orElse(request.outcome().label()));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void metric(JsonGenerator json, String tag, double value, String unit) throws IOException {
        json.writeObjectFieldStart(tag);
        json.writeNumberField("value", value);
        json.writeStringField("unit", unit);
        json.writeEndObject();
    }

    private static void gaps(JsonGenerator json, Timeline events) throws IOException {
        json.writeObjectFieldStart("inter_chunk_latency");
        json.writeArrayFieldStart("value");
        long before = Long.MIN_VALUE;
        for (int i = 0; i < events.size(); i++) {
            if (events.kind(i).isText()) {
                if (before != Long.MIN_VALUE) {
                    json.writeNumber((events.nanos(i) - before) / 1e6);
                }
                before = events.nanos(i);
            }
        }
        json.writeEndArray();
        json.writeStringField("unit", "ms");
        json.writeEndObject();
    }
}
