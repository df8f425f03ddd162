package io.varcas.accuracy;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The probabilities that a model gives to the tokens of a fixed text, prompt and reference, by vLLM's {@code prompt_logprobs}. They
 * change with any change of the arithmetic, long before an output does.
 */
final class ReferenceProbability {

    private final ServerCalls calls;
    private final RequestShape shape;

    ReferenceProbability(ServerCalls calls, Optional<String> model, Duration timeout) {
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
                Map.of("prompt_logprobs", "0"),
                timeout,
                false);
    }

    /**
     * Returns the geometric mean of the probabilities of the tokens after the first; empty if the server does not tell them.
     *
     * @throws InterruptedIOException if interrupted
     */
    OptionalDouble of(GroundTruthItem item) throws InterruptedIOException {
        String text = item.prompt() + "\n\n" + item.references().get(0);
        WireRequest request = RequestBody.of(shape, ChatPrompt.of(text), 1);
        try {
            Reply reply = calls.post(request.path(), request.body(), shape.timeout());
            return reply.isOk()
                    ? mean(reply.json().path("choices").path(0).path("prompt_logprobs"))
                    : OptionalDouble.empty();
        } catch (InterruptedIOException interrupted) {
            throw interrupted;
        } catch (IOException silent) {
            return OptionalDouble.empty(); // the scorer reports that the server does not tell them
        }
    }

    /** The first token has no probability; every other position has an object with one token in it. */
    private static OptionalDouble mean(JsonNode positions) {
        double sum = 0;
        int count = 0;
        for (JsonNode position : positions) {
            if (position.size() > 0) {
                sum += position.elements().next().path("logprob").asDouble(Double.NaN);
                count++;
            }
        }
        double mean = Math.exp(sum / count);
        return mean >= 0 && mean <= 1 ? OptionalDouble.of(mean) : OptionalDouble.empty();
    }
}
