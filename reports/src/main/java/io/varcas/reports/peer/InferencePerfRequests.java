package io.varcas.reports.peer;

import io.varcas.record.TokenSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * The requests in {@code per_request_lifecycle_metrics.json} of inference-perf.
 *
 * <p>Source: inference-perf {@code reportgen/base.py}, 0.2 (2025-10), where counts and token times are in {@code info}, and 0.7 (2026-08),
 * where they are in {@code info.request_metrics} and {@code info.response_metrics}. Times are seconds of one clock.
 */
final class InferencePerfRequests {

    private InferencePerfRequests() {}

    /**
     * Adds them to a trial.
     *
     * @throws IOException if the file is damaged, or a request has no start
     */
    static void into(PeerTrial trial, Path file) throws IOException {
        List<PeerObject> requests = PeerObject.list(file);
        for (PeerObject request : requests) {
            request.need("start_time");
        }
        List<PeerObject> sorted = requests.stream()
                .sorted(Comparator.comparingDouble(
                        request -> request.number("start_time").orElse(0)))
                .toList();
        trial.dueIsUnknown();
        for (int i = 0; i < sorted.size(); i++) {
            trial.add(request(sorted.get(i), i, sorted.get(0).need("start_time")));
        }
    }

    private static PeerRecord request(PeerObject json, int index, double first) throws IOException {
        PeerObject info = json.child("info");
        PeerObject response = info.child("response_metrics");
        double[] times = info.numbers("output_token_times");
        if (times.length == 0) {
            times = response.numbers("output_token_times");
        }
        double inputs = info.number("input_tokens")
                .orElseGet(() -> info.child("request_metrics")
                        .child("text")
                        .number("input_tokens")
                        .orElse(0));
        double outputs = info.number("output_tokens")
                .orElseGet(() -> response.number("output_tokens").orElse(0));
        PeerRecord record =
                new PeerRecord(index, json.need("start_time") - first).tokens(inputs, outputs, TokenSource.TOKENIZER);
        for (double time : times) {
            record.text(time - first);
        }
        json.number("end_time").ifPresent(end -> record.closed(end - first));
        PeerObject error = json.child("error");
        if (!error.keys().isEmpty()) {
            record.failed(
                    error.text("error_msg").or(() -> error.text("error_type")).orElse("error"));
        }
        return record;
    }
}
