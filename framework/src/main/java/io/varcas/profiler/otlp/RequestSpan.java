package io.varcas.profiler.otlp;

import io.varcas.record.ServerTimes;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The times of one request in vLLM's span {@code llm_request}.
 *
 * <p>Source of the attributes: vLLM 0.32.0, {@code OutputProcessor.do_tracing} (November 2026); times are in seconds.
 *
 * @param id the server's id of the request
 * @param times its times
 */
record RequestSpan(String id, ServerTimes times) {

    private static final String ID = "gen_ai.request.id";
    private static final String QUEUE = "gen_ai.latency.time_in_queue";
    private static final String PREFILL = "gen_ai.latency.time_in_model_prefill";
    private static final String DECODE = "gen_ai.latency.time_in_model_decode";
    private static final String FIRST_TOKEN = "gen_ai.latency.time_to_first_token";
    private static final double NANOS = 1e9;
    private static final double LONGEST_SECONDS = 1e9;

    /** Reads the attributes of a span; empty if it is no span of a request. */
    static Optional<RequestSpan> of(Map<String, Object> attributes) {
        if (!(attributes.get(ID) instanceof String id) || id.isBlank()) {
            return Optional.empty();
        }
        OptionalLong queue = nanos(attributes.get(QUEUE));
        OptionalLong prefill = nanos(attributes.get(PREFILL));
        OptionalLong decode = nanos(attributes.get(DECODE));
        OptionalLong first = nanos(attributes.get(FIRST_TOKEN));
        if (queue.isEmpty() || prefill.isEmpty() || decode.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong frontEnd = first.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, first.getAsLong() - queue.getAsLong() - prefill.getAsLong()));
        return Optional.of(new RequestSpan(
                id, new ServerTimes(queue.getAsLong(), prefill.getAsLong(), decode.getAsLong(), frontEnd)));
    }

    private static OptionalLong nanos(@Nullable Object seconds) {
        return seconds instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() < LONGEST_SECONDS
                ? OptionalLong.of(Math.round(number.doubleValue() * NANOS))
                : OptionalLong.empty();
    }
}
