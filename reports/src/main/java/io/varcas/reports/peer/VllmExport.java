package io.varcas.reports.peer;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import io.varcas.result.ResultBundle;
import io.varcas.result.ResultExport;
import io.varcas.result.TrialResult;
import io.varcas.result.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A file for each trial as {@code vllm bench serve --save-result --save-detailed} writes it, without the texts, which are not recorded: its
 * numbers are the {@code vllm} view's. Lists of requests are in the order in which they ended.
 */
public final class VllmExport implements ResultExport {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    @Override
    public String name() {
        return "vllm";
    }

    @Override
    public String description() {
        return "vllm bench serve --save-result --save-detailed";
    }

    @Override
    public List<Path> write(ResultBundle bundle, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        List<TrialResult> trials = bundle.result().trials();
        for (int i = 0; i < trials.size(); i++) {
            Path file = folder.resolve(ExportName.of(name(), bundle.result(), i) + ".json");
            TrialResult trial = trials.get(i);
            PeerViews views = PeerLog.views(bundle, trial);
            WholeFile.write(file, out -> {
                try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
                    json.useDefaultPrettyPrinter();
                    json.writeStartObject();
                    head(json, bundle, trial);
                    totals(json, trial, views);
                    lists(json, bundle, trial);
                    json.writeEndObject();
                }
            });
            files.add(file);
        }
        return files;
    }

    private static void head(JsonGenerator json, ResultBundle bundle, TrialResult trial) throws IOException {
        json.writeStringField("date", DATE.format(bundle.result().started()));
        json.writeStringField("endpoint_type", "openai-chat");
        json.writeStringField("backend", "openai-chat");
        json.writeStringField("label", "varcas-" + trial.name());
        json.writeStringField("model_id", trial.model());
        json.writeStringField("tokenizer_id", trial.model());
        json.writeNumberField(
                "num_prompts",
                trial.outcomes().values().stream().mapToLong(Long::longValue).sum());
        VllmLoad load = VllmLoad.of(bundle, trial);
        if (load.rate().equals(OptionalDouble.of(Double.POSITIVE_INFINITY))) {
            json.writeStringField("request_rate", "inf");
        } else {
            number(json, "request_rate", load.rate());
        }
        number(json, "burstiness", load.burstiness());
        if (load.maxConcurrency().isPresent()) {
            json.writeNumberField("max_concurrency", load.maxConcurrency().getAsInt());
        } else {
            json.writeNullField("max_concurrency");
        }
    }

    /** Writes a number, null if there is none; an infinite one as Python writes it, which is no JSON and what vLLM does. */
    private static void number(JsonGenerator json, String name, OptionalDouble value) throws IOException {
        json.writeFieldName(name);
        if (value.isEmpty()) {
            json.writeNull();
        } else if (Double.isInfinite(value.getAsDouble())) {
            json.writeRawValue("Infinity");
        } else {
            json.writeNumber(value.getAsDouble());
        }
    }

    private static void totals(JsonGenerator json, TrialResult trial, PeerViews views) throws IOException {
        PeerView view = views.views().get(0);
        double seconds = views.seconds();
        json.writeNumberField("duration", seconds);
        json.writeNumberField("completed", view.completed());
        json.writeNumberField(
                "failed",
                trial.outcomes().entrySet().stream()
                        .filter(outcome -> outcome.getKey() != Outcome.COMPLETED)
                        .mapToLong(outcome -> outcome.getValue())
                        .sum());
        json.writeNumberField("total_input_tokens", Math.round(view.inputTokens()));
        json.writeNumberField("total_output_tokens", Math.round(view.outputTokens()));
        json.writeNumberField("request_throughput", view.completed() / seconds);
        json.writeNullField("request_goodput");
        json.writeNumberField("output_throughput", view.outputTokens() / seconds);
        json.writeNumberField("total_token_throughput", (view.inputTokens() + view.outputTokens()) / seconds);
        for (PeerFigure figure : PeerFigure.values()) {
            String key = (figure == PeerFigure.E2E ? "e2el" : figure.name().toLowerCase(Locale.ROOT)) + "_ms";
            if (view.sample(figure).isPresent()) {
                json.writeNumberField("mean_" + key, MILLIS * view.mean(figure));
                json.writeNumberField("median_" + key, MILLIS * view.quantile(figure, 0.5));
                json.writeNumberField(
                        "std_" + key, MILLIS * view.sample(figure).get().populationSd());
                for (String percent : List.of("50", "90", "95", "99", "99.9")) {
                    json.writeNumberField(
                            "p" + percent + "_" + key,
                            MILLIS * view.quantile(figure, Double.parseDouble(percent) / 100));
                }
            }
        }
    }

    private static void lists(JsonGenerator json, ResultBundle bundle, TrialResult trial) throws IOException {
        list(
                json,
                bundle,
                trial,
                "input_lens",
                request -> json.writeNumber(request.input().tokens()));
        list(
                json,
                bundle,
                trial,
                "output_lens",
                request -> json.writeNumber(request.output().tokens()));
        list(json, bundle, trial, "ttfts", request -> {
            double ttft =
                    PeerTimes.of(request).firstChoice() - PeerTimes.of(request).sent();
            json.writeNumber(Double.isNaN(ttft) ? 0 : ttft);
        });
        list(json, bundle, trial, "itls", request -> {
            json.writeStartArray();
            Timeline events = request.events();
            double before = Double.NaN;
            for (int i = 0; i < events.size(); i++) {
                EventKind kind = events.kind(i);
                if (kind.hasChoices()) {
                    double at = events.nanos(i) / NANOS;
                    if (!Double.isNaN(before)) {
                        json.writeNumber(at - before);
                    }
                    before = at;
                }
            }
            json.writeEndArray();
        });
        list(
                json,
                bundle,
                trial,
                "start_times",
                request -> json.writeNumber(PeerTimes.of(request).sent()));
        list(json, bundle, trial, "errors", request -> json.writeString(error(request)));
    }

    private static String error(RequestRecord request) {
        return request.outcome() == Outcome.COMPLETED
                ? ""
                : request.error().orElse(request.outcome().label());
    }

    /** Writes something of a request. */
    private interface Writing {
        void write(RequestRecord request) throws IOException;
    }

    /** One pass over the log for each list: the format wants lists, and the log may be larger than memory. */
    private static void list(JsonGenerator json, ResultBundle bundle, TrialResult trial, String name, Writing writing)
            throws IOException {
        json.writeArrayFieldStart(name);
        try {
            PeerLog.measured(bundle, trial, request -> {
                try {
                    writing.write(request);
                } catch (IOException unwritable) {
                    throw new UncheckedIOException(unwritable);
                }
            });
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        }
        json.writeEndArray();
    }
}
