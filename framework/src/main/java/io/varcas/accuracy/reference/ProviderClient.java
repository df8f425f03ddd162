package io.varcas.accuracy.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.setting.Secrets;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Asks a provider over HTTP, and again when it is busy. Several threads may use one client. */
public final class ProviderClient {

    /** Source: Anthropic's API reference, 2026-08. */
    private static final String ANTHROPIC_VERSION = "2023-06-01";

    /** Statuses that are about the content of one request: bad, too large, unprocessable (RFC 9110). */
    private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int LONGEST_ERROR = 300;
    private static final JsonMapper JSON = new JsonMapper();

    private final Provider provider;
    private final Optional<String> key;
    private final Retries retries;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /**
     * Creates a client.
     *
     * @param provider who is asked
     * @param environment variables of the process, where the key is
     * @throws io.varcas.setting.type.SettingException if the provider needs a key and there is none
     */
    public ProviderClient(Provider provider, Map<String, String> environment) {
        this(provider, environment, Retries.DEFAULT);
    }

    ProviderClient(Provider provider, Map<String, String> environment, Retries retries) {
        this.provider = provider;
        this.key = provider.key(environment);
        this.retries = retries;
        key.ifPresent(Secrets.HERE::add);
    }

    /** Returns the provider. */
    public Provider provider() {
        return provider;
    }

    /**
     * Asks a model.
     *
     * @throws ProviderException if there is no output after all retries
     * @throws InterruptedException if interrupted
     */
    public ModelReply ask(ModelRequest request) throws ProviderException, InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("model", request.model());
        body.putArray("messages").addObject().put("role", "user").put("content", request.prompt());
        body.put("temperature", request.temperature()).put("max_tokens", request.maxTokens());
        return switch (provider.format()) {
            case OPENAI -> {
                JsonNode reply = post("/chat/completions", body);
                JsonNode usage = reply.path("usage");
                JsonNode text = reply.path("choices").path(0).path("message").path("content");
                yield new ModelReply(
                        text(text, reply), number(usage, "prompt_tokens"), number(usage, "completion_tokens"));
            }
            case ANTHROPIC -> {
                JsonNode reply = post("/messages", body);
                JsonNode usage = reply.path("usage");
                StringBuilder text = new StringBuilder();
                reply.path("content")
                        .forEach(part -> text.append(part.path("text").asText("")));
                if (!reply.path("content").isArray()) {
                    throw new ProviderException(provider.name() + " sent no output: " + shortened(reply.toString()));
                }
                yield new ModelReply(text.toString(), number(usage, "input_tokens"), number(usage, "output_tokens"));
            }
        };
    }

    /**
     * Returns the embeddings of texts, one vector each.
     *
     * @param model name of the embedding model
     * @throws ProviderException if there are none after all retries
     * @throws InterruptedException if interrupted
     */
    public List<float[]> embed(String model, List<String> texts) throws ProviderException, InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("model", model).put("encoding_format", "float");
        texts.forEach(body.putArray("input")::add);
        JsonNode data = post("/embeddings", body).path("data");
        List<float[]> vectors = new ArrayList<>();
        for (JsonNode one : data) {
            JsonNode numbers = one.path("embedding");
            float[] vector = new float[numbers.size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) numbers.get(i).asDouble();
            }
            vectors.add(vector);
        }
        if (vectors.size() != texts.size() || vectors.stream().anyMatch(vector -> vector.length == 0)) {
            throw new ProviderException(
                    provider.name() + " sent " + vectors.size() + " embeddings for " + texts.size() + " texts");
        }
        return vectors;
    }

    private JsonNode post(String route, ObjectNode body) throws ProviderException, InterruptedException {
        HttpRequest request = request(route, body);
        String fault = "";
        boolean refused = false;
        for (int attempt = 1; attempt <= retries.attempts(); attempt++) {
            Optional<String> retryAfter = Optional.empty();
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return JSON.readTree(response.body());
                }
                fault = "HTTP " + response.statusCode() + " " + error(response.body());
                refused = REFUSALS.contains(response.statusCode());
                if (!Retries.isTransient(response.statusCode())) {
                    break;
                }
                retryAfter = response.headers().firstValue("retry-after");
            } catch (JsonProcessingException malformed) {
                fault = "the response is not JSON";
                break;
            } catch (IOException broken) {
                fault = FailureText.reason(broken);
            }
            if (attempt < retries.attempts()) {
                retries.await(attempt, retryAfter);
            }
        }
        throw new ProviderException(Secrets.HERE.redacted(provider.name() + " " + route + ": " + fault), refused);
    }

    private HttpRequest request(String route, ObjectNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(provider.base() + route))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        switch (provider.format()) {
            case OPENAI -> key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
            case ANTHROPIC -> {
                request.header("anthropic-version", ANTHROPIC_VERSION);
                key.ifPresent(secret -> request.header("x-api-key", secret));
            }
        }
        return request.build();
    }

    private String text(JsonNode text, JsonNode reply) throws ProviderException {
        if (!text.isTextual()) {
            throw new ProviderException(provider.name() + " sent no output: " + shortened(reply.toString()));
        }
        return text.asText();
    }

    private static OptionalInt number(JsonNode usage, String name) {
        return usage.path(name).canConvertToInt() && usage.path(name).isNumber()
                ? OptionalInt.of(usage.path(name).intValue())
                : OptionalInt.empty();
    }

    private static String error(String body) {
        try {
            JsonNode message = JSON.readTree(body).path("error").path("message");
            return shortened(message.isTextual() ? message.asText() : body);
        } catch (JsonProcessingException text) {
            return shortened(body);
        }
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_ERROR ? line : line.substring(0, LONGEST_ERROR) + " ...";
    }
}
