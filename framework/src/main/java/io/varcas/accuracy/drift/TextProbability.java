package io.varcas.accuracy.drift;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Endpoint;
import io.varcas.client.Reply;
import io.varcas.client.RequestBody;
import io.varcas.client.ServerCalls;
import io.varcas.transport.WireRequest;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.RequestShape;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a server for the probabilities that it gives to the tokens of a fixed text, by vLLM's {@code prompt_logprobs}. They change with
 * any change of the arithmetic, long before an output does.
 */
public final class TextProbability {

    private final ServerCalls calls;
    private final RequestShape shape;

    /**
     * Creates a source.
     *
     * @param calls lead to the server
     * @param model model name; empty for the server's first
     * @param alternatives most likely tokens to ask for at each position, beside the text's own; 0 to what the server allows (vLLM: 20)
     * @param timeout longest time of one request
     */
    public TextProbability(ServerCalls calls, Optional<String> model, int alternatives, Duration timeout) {
        this.calls = calls;
        this.shape = new RequestShape(
                model,
                Endpoint.COMPLETIONS,
                false,
                0,
                1,
                false,
                List.of(),
                0,
                Map.of("prompt_logprobs", String.valueOf(alternatives)),
                timeout,
                false);
    }

    /**
     * Returns the probabilities of the tokens after the first; empty if the server does not tell them.
     *
     * @param text the fixed text
     * @throws InterruptedIOException if interrupted
     */
    public Optional<TokenProbabilities> of(String text) throws InterruptedIOException {
        WireRequest request = RequestBody.of(shape, ChatPrompt.of(text), 1);
        try {
            Reply reply = calls.post(request.path(), request.body(), shape.timeout());
            return reply.isOk() ? read(reply.json().path("choices").path(0).path("prompt_logprobs")) : Optional.empty();
        } catch (InterruptedIOException interrupted) {
            throw interrupted;
        } catch (IOException silent) {
            return Optional.empty(); // the scorer reports that the server does not tell them
        }
    }

    /** The first token has no probability; at every other position the text's own token is the first of an object. */
    private static Optional<TokenProbabilities> read(JsonNode positions) {
        List<Map<Integer, Float>> read = new ArrayList<>();
        for (JsonNode position : positions) {
            if (position.size() > 0) {
                Map<Integer, Float> tokens = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> token : position.properties()) {
                    float logprob = (float) token.getValue().path("logprob").asDouble(Double.NaN);
                    if (!token.getKey().matches("\\d{1,9}") || Float.isNaN(logprob)) {
                        return Optional.empty();
                    }
                    tokens.put(Integer.valueOf(token.getKey()), Math.min(0, logprob));
                }
                read.add(tokens);
            }
        }
        return read.isEmpty() ? Optional.empty() : Optional.of(new TokenProbabilities(read));
    }
}
