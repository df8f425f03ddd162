package io.varcas.reports.peer;

import io.varcas.dataset.file.TextFile;
import io.varcas.metric.Metric;
import io.varcas.record.TokenSource;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultImport;
import io.varcas.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * {@code profile_export_aiperf.json} (schema 1.x, and the unversioned ones of 2025) and {@code profile_export_genai_perf.json}; with
 * {@code profile_export.jsonl} in the same folder request by request.
 */
public final class AiperfImport implements ResultImport {

    private static final String DETAILS = "profile_export.jsonl";
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    @Override
    public String name() {
        return "aiperf";
    }

    @Override
    public String description() {
        return "profile_export_aiperf.json (with profile_export.jsonl beside it), profile_export_genai_perf.json";
    }

    @Override
    public boolean recognizes(Path file) throws IOException {
        return PeerFiles.object(file)
                .filter(json -> json.has("request_latency")
                        && json.child("request_latency").has("avg"))
                .isPresent();
    }

    @Override
    public RunResult read(Path file, BundleFolder bundle) throws IOException {
        PeerObject json = PeerObject.read(file);
        if (!json.has("request_latency")) {
            throw json.fault("is no result of AIPerf or GenAI-Perf: it has no \"request_latency\"");
        }
        boolean genai = !json.has("aiperf_version")
                && !json.has("schema_version")
                && String.valueOf(file.getFileName()).contains("genai");
        PeerTrial trial = new PeerTrial(genai ? "genai-perf" : "aiperf");
        trial.dueIsUnknown();
        Map<String, AiperfTags.Block> blocks = blocks(json);
        AiperfTags.into(trial, blocks);
        trial.seconds = seconds(blocks);
        trial.model = model(json);
        trial.load = "concurrency or rate as in input_config";
        json.text("schema_version")
                .filter(version -> !version.startsWith("1."))
                .ifPresent(version -> trial.unknownSchema(version, "1.x"));
        Path details = file.resolveSibling(DETAILS);
        if (Files.isRegularFile(details)) {
            requests(details, trial);
            trial.claims = Optional.of(AiperfTags.claims(blocks, trial.seconds));
        }
        return new PeerRun(file, trial.name)
                .started(json.text("start_time").flatMap(AiperfImport::instant))
                .fact("version", json.text("aiperf_version"))
                .fact("schema", json.text("schema_version"))
                .add(trial)
                .result(bundle);
    }

    private static Map<String, AiperfTags.Block> blocks(PeerObject json) {
        Map<String, AiperfTags.Block> blocks = new LinkedHashMap<>();
        for (String tag : json.keys()) {
            PeerObject block = json.child(tag);
            Map<String, Double> values = new LinkedHashMap<>();
            block.keys().forEach(key -> block.number(key).ifPresent(value -> values.put(key, value)));
            if (values.containsKey("avg")) {
                blocks.put(tag, new AiperfTags.Block(block.text("unit").orElse(""), values));
            }
        }
        return blocks;
    }

    private static double seconds(Map<String, AiperfTags.Block> blocks) {
        double said = AiperfTags.value(blocks, "benchmark_duration").orElse(Double.NaN);
        if (!Double.isNaN(said)) {
            return said;
        }
        double requests = AiperfTags.value(blocks, "request_count").orElse(0);
        double rate = AiperfTags.value(blocks, "request_throughput").orElse(0);
        return rate > 0 ? requests / rate : 0;
    }

    private static String model(PeerObject json) {
        PeerObject endpoint = json.child("input_config").child("endpoint");
        return endpoint.texts("model_names").stream()
                .findFirst()
                .or(() ->
                        json.child("input_config").texts("model_names").stream().findFirst())
                .orElse("not known");
    }

    private static void requests(Path file, PeerTrial trial) throws IOException {
        double[] first = {Double.NaN};
        TextFile.lines(file, (line, number) -> {
            PeerObject json = PeerObject.line(file, number, line);
            double start = json.child("metadata").need("request_start_ns") / NANOS;
            first[0] = Double.isNaN(first[0]) ? start : first[0];
            trial.add(request(json, trial, (int) number - 1, start - first[0]));
        });
    }

    private static PeerRecord request(PeerObject json, PeerTrial trial, int index, double sent) throws IOException {
        PeerObject metrics = json.child("metrics");
        PeerRecord record = new PeerRecord(index, sent)
                .tokens(
                        metrics.child("input_sequence_length").number("value").orElse(0),
                        metrics.child("output_sequence_length").number("value").orElse(0),
                        TokenSource.TOKENIZER)
                .id(json.child("metadata").text("x_request_id"));
        PeerObject error = json.child("error");
        if (error.has("message") || error.has("code") || error.has("type")) {
            return record.failed(
                    error.text("message").or(() -> error.text("type")).orElse("error"));
        }
        double last = sent + metrics.child("request_latency").need("value") / MILLIS;
        OptionalDouble first = metrics.child("time_to_first_token").number("value");
        if (first.isEmpty()) {
            wholeResponses(trial);
            return record.text(last);
        }
        double at = sent + first.getAsDouble() / MILLIS;
        record.text(at);
        double[] gaps = metrics.child("inter_chunk_latency").numbers("value");
        for (double gap : gaps) {
            at += gap / MILLIS;
            record.text(at);
        }
        if (gaps.length == 0 && last > at) {
            trial.gapsAreUnknown();
            record.text(last);
        }
        return record;
    }

    /** Without streaming a response comes whole: it has a latency, and nothing says when its first token was there. */
    private static void wholeResponses(PeerTrial trial) {
        if (trial.unknowable.add(Metric.TTFT_SERVICE)) {
            trial.gapsAreUnknown();
            trial.unknowable.add(Metric.TPOT);
            trial.onlyLatencies("Its responses were not streamed: TTFT, TPOT and ITL were not measured.");
        }
    }

    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noOffset) {
            try {
                return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException unknown) {
                return Optional.empty();
            }
        }
    }
}
