package io.varcas.accuracy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.accuracy.drift.TextProbability;
import io.varcas.accuracy.drift.TokenProbabilities;
import io.varcas.annotation.Endpoint;
import io.varcas.client.Reply;
import io.varcas.client.RequestBody;
import io.varcas.client.Response;
import io.varcas.client.ServerCalls;
import io.varcas.client.Tokenizer;
import io.varcas.client.Usage;
import io.varcas.record.Outcome;
import io.varcas.transport.WireRequest;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.RequestOverrides;
import io.varcas.workload.RequestShape;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Asks a server: greedily unless sampled, streamed, and free to end when it is done. An item with tools is asked for a whole response. */
public final class ServerOutputs implements OutputSource {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerCalls calls;
    private final RequestShape shape;
    private final int maxTokens;
    private final Optional<Tokenizer> tokenizer;
    private final Optional<TextProbability> probabilities;
    private final OptionalLong seed;

    /**
     * Creates a source.
     *
     * @param calls lead to the server
     * @param model model name; empty for the server's first
     * @param endpoint route
     * @param maxTokens maximum output length, in tokens
     * @param timeout longest time of one request
     * @param countTokens whether the server's tokenizer counts the tokens of each output
     * @param alternatives most likely tokens to ask for at each position of prompt and reference, by {@code prompt_logprobs}; empty not to
     *     ask
     */
    public ServerOutputs(
            ServerCalls calls,
            Optional<String> model,
            Endpoint endpoint,
            int maxTokens,
            Duration timeout,
            boolean countTokens,
            OptionalInt alternatives) {
        this.calls = calls;
        this.shape = new RequestShape(model, endpoint, true, 0, 1, false, List.of(), timeout);
        this.maxTokens = maxTokens;
        this.tokenizer = countTokens ? Optional.of(new Tokenizer(calls, model.orElse(""), timeout)) : Optional.empty();
        this.probabilities = alternatives.isPresent()
                ? Optional.of(new TextProbability(calls, model, alternatives.getAsInt(), timeout))
                : Optional.empty();
        this.seed = OptionalLong.empty();
    }

    private ServerOutputs(ServerOutputs other, double temperature, long seed) {
        this.calls = other.calls;
        this.shape = other.shape.with(new RequestOverrides(
                Optional.empty(), OptionalDouble.of(temperature), Map.of("seed", Long.toString(seed))));
        this.maxTokens = other.maxTokens;
        this.tokenizer = other.tokenizer;
        this.probabilities = other.probabilities;
        this.seed = OptionalLong.of(seed);
    }

    /**
     * Returns a source of sampled outputs, each with a {@code seed} of its own.
     *
     * @param temperature sampling temperature, above 0
     * @param firstSeed seed of the first output to each prompt; the others follow it
     */
    public ServerOutputs sampled(double temperature, long firstSeed) {
        return new ServerOutputs(this, temperature, firstSeed);
    }

    @Override
    public Attempt ask(GroundTruthItem item, int sample) throws InterruptedException {
        return seed.isPresent() && sample > 0
                ? new ServerOutputs(this, shape.temperature(), seed.getAsLong() + sample).ask(item)
                : ask(item);
    }

    @Override
    public Attempt ask(GroundTruthItem item) throws InterruptedException {
        try {
            Optional<String> tools = item.extras().tools();
            return tools.isPresent() ? whole(item, tools.get()) : streamed(item);
        } catch (InterruptedIOException interrupted) {
            InterruptedException same = new InterruptedException(interrupted.getMessage());
            same.initCause(interrupted);
            throw same;
        }
    }

    private Attempt streamed(GroundTruthItem item) throws InterruptedIOException {
        WireRequest request = RequestBody.of(shape, ChatPrompt.of(item.prompt()), maxTokens);
        Response answer = calls.ask(request, shape.timeout());
        if (answer.outcome() != Outcome.COMPLETED) {
            return new Attempt.Failed(answer.outcome(), answer.error().orElse("the server sent no output"));
        }
        String text = answer.text().orElse("");
        return new Attempt.Answered(
                text,
                answer.finishReason(),
                answer.usage().map(Usage::completionTokens).map(OptionalInt::of).orElse(OptionalInt.empty()),
                counted(text),
                probability(item),
                Optional.empty());
    }

    private Attempt whole(GroundTruthItem item, String tools) throws InterruptedIOException {
        Map<String, String> fields = new LinkedHashMap<>(shape.fields());
        fields.put("tools", tools);
        RequestShape offering = new RequestShape(
                shape.model(),
                Endpoint.CHAT,
                false,
                shape.temperature(),
                1,
                false,
                List.of(),
                0,
                fields,
                shape.timeout(),
                false);
        WireRequest request = RequestBody.of(offering, ChatPrompt.of(item.prompt()), maxTokens);
        try {
            Reply reply = calls.post(request.path(), request.body(), shape.timeout());
            if (!reply.isOk()) {
                return new Attempt.Failed(Outcome.HTTP_ERROR, reply.error());
            }
            JsonNode choice = reply.json().path("choices").path(0);
            String text = choice.path("message").path("content").asText("");
            JsonNode made = choice.path("message").path("tool_calls");
            return new Attempt.Answered(
                    text,
                    Optional.of(choice.path("finish_reason").asText("")).filter(reason -> !reason.isEmpty()),
                    Stream.of(reply.json().path("usage").path("completion_tokens"))
                            .filter(JsonNode::isInt)
                            .mapToInt(JsonNode::intValue)
                            .findFirst(),
                    counted(text),
                    probability(item),
                    made.isArray() && !made.isEmpty() ? Optional.of(written(made)) : Optional.empty());
        } catch (InterruptedIOException interrupted) {
            throw interrupted;
        } catch (IOException broken) {
            return new Attempt.Failed(Outcome.CONNECT_FAILURE, String.valueOf(broken.getMessage()));
        }
    }

    private OptionalInt counted(String text) throws InterruptedIOException {
        if (tokenizer.isEmpty() || text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(tokenizer.get().count(text));
        } catch (InterruptedIOException interrupted) {
            throw interrupted;
        } catch (IOException doesNotCount) {
            return OptionalInt.empty(); // the scorer reports that nothing was counted
        }
    }

    private Optional<TokenProbabilities> probability(GroundTruthItem item) throws InterruptedIOException {
        return probabilities.isPresent()
                ? probabilities
                        .get()
                        .of(item.prompt() + "\n\n" + item.references().get(0))
                : Optional.empty();
    }

    private static String written(JsonNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can be written", impossible);
        }
    }
}
