package io.varcas.reports.peer;

import io.varcas.metric.Metric;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.TokenSource;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultImport;
import io.varcas.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Results of the original Python harness of this name ({@code results.json}).
 *
 * <p>Its own numbers are not taken over: its {@code throughput_rps} is the rate of arrivals, and its percentiles and tokens are those of the
 * requests that finished while it looked. Everything is computed again from its records: a request without its last token
 * and without an error is unfinished, and counts as infinitely slow. Its token counts are characters divided by four.
 */
public final class OriginalImport implements ResultImport {

    private static final Map<String, PeerFigure> CLAIMS = new LinkedHashMap<>();

    static {
        CLAIMS.put("ttft", PeerFigure.TTFT);
        CLAIMS.put("tpot", PeerFigure.TPOT);
        CLAIMS.put("latency", PeerFigure.E2E);
    }

    @Override
    public String name() {
        return "varcas-py";
    }

    @Override
    public String description() {
        return "results of the original Python harness, computed again from its records";
    }

    @Override
    public boolean recognizes(Path file) throws IOException {
        return PeerFiles.object(file)
                .filter(json -> json.has("experiment_id", "records"))
                .isPresent();
    }

    @Override
    public RunResult read(Path file, BundleFolder bundle) throws IOException {
        PeerObject json = PeerObject.read(file);
        PeerObject config = json.child("config");
        List<PeerObject> records = json.children("records");
        if (records.isEmpty()) {
            throw json.fault("contains no \"records\", and its own metrics alone are not reliable");
        }
        PeerTrial trial = new PeerTrial(json.text("profile_name").orElse("varcas"));
        trial.dueIsUnknown();
        trial.gapsAreUnknown();
        trial.model = config.text("model").orElse("not known");
        trial.load = config.text("arrival_process").orElse("not known") + " arrivals, target "
                + config.text("target_rps").orElse("not known") + " requests/s";
        config.text("target_rps").ifPresent(rate -> trial.params.put("rate", rate));
        if (!Boolean.parseBoolean(config.text("open_loop").orElse("true"))) {
            config.number("concurrency").ifPresent(users -> trial.users(users));
        }
        records(json, records, trial, config.number("duration_seconds"));
        claims(json.child("metrics"), trial);
        trial.claims = Optional.of(summary(json.child("metrics"), trial.records));
        return new PeerRun(file, "varcas-py")
                .started(json.text("start_time").flatMap(AiperfImport::instant))
                .fact("experiment", json.text("experiment_id"))
                .add(trial)
                .result(bundle);
    }

    private static void records(PeerObject json, List<PeerObject> records, PeerTrial trial, OptionalDouble duration)
            throws IOException {
        for (PeerObject record : records) {
            record.need("timestamp_sent");
        }
        List<PeerObject> sorted = records.stream()
                .sorted(Comparator.comparingDouble(
                        record -> record.number("timestamp_sent").orElse(0)))
                .toList();
        double first = sorted.get(0).need("timestamp_sent");
        double end = 0;
        for (int i = 0; i < sorted.size(); i++) {
            PeerObject record = sorted.get(i);
            trial.add(record(record, i, first));
            end = Math.max(
                    end,
                    record.number("timestamp_last_token", "timestamp_first_token", "timestamp_sent")
                                    .orElse(first)
                            - first);
        }
        trial.seconds = Math.max(duration.orElse(0), end);
        if (!(trial.seconds > 0)) {
            throw json.fault("has neither \"config.duration_seconds\" nor two different times");
        }
        trial.notes.add("Tokens are characters divided by four.");
    }

    private static PeerRecord record(PeerObject json, int index, double first) throws IOException {
        PeerRecord record = new PeerRecord(index, json.need("timestamp_sent") - first)
                .tokens(
                        json.number("input_tokens").orElse(0),
                        json.number("output_tokens").orElse(0),
                        TokenSource.ESTIMATE)
                .id(json.text("request_id"));
        OptionalDouble firstToken = json.number("timestamp_first_token");
        OptionalDouble lastToken = json.number("timestamp_last_token");
        record.texts(firstToken, lastToken, first);
        Optional<String> error = json.text("error");
        if (error.isPresent()) {
            record.failed(error.get());
        } else if (firstToken.isEmpty() || lastToken.isEmpty()) {
            record.unfinished();
        }
        return record;
    }

    /** Its own numbers by its own rules: proof that these are the records they were made from, not that they mean what they say. */
    private static PeerClaims summary(PeerObject metrics, List<RequestRecord> records) {
        PeerClaims claims = new PeerClaims(new OriginalView());
        CLAIMS.forEach((key, figure) -> {
            for (String percentile : List.of("p50", "p99")) {
                String name = key + "_" + percentile + "_ms";
                claims.add(name, metrics.number(name), view -> 1e3 * view.figure(figure, percentile));
            }
        });
        double first = records.get(0).intendedNanos() / 1e9;
        double last = records.get(records.size() - 1).intendedNanos() / 1e9;
        long noError =
                records.stream().filter(record -> record.error().isEmpty()).count();
        return claims.add("throughput_rps", metrics.number("throughput_rps"), view -> noError / (last - first))
                .add(
                        "throughput_tok_s",
                        metrics.number("throughput_tok_s"),
                        view -> view.outputTokens() / (last - first));
    }

    /** Says what the file itself claims, and why that is not repeated. */
    private static void claims(PeerObject metrics, PeerTrial trial) {
        metrics.number("throughput_rps").ifPresent(claimed -> {
            long finished = trial.records.stream()
                    .filter(record -> record.outcome() == Outcome.COMPLETED)
                    .count();
            double completed = finished / trial.seconds;
            if (claimed > 1.05 * completed) {
                trial.warn(
                        "claim." + Metric.THROUGHPUT_REQUESTS.label(),
                        claimed,
                        completed,
                        String.format(
                                Locale.ROOT,
                                "the file calls %.2f requests/s throughput; that is the rate of arrivals, and %.2f"
                                        + " requests/s completed",
                                claimed,
                                completed));
            }
        });
    }
}
