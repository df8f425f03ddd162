package io.varcas.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.annotation.Endpoint;
import io.varcas.workload.ChatMessage;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.PromptCounter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Counts tokens with the server's own tokenizer, {@code POST /tokenize}. */
public final class Tokenizer implements PromptCounter {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final ServerCalls calls;
    private final String model;
    private final Duration limit;

    /**
     * Creates a tokenizer.
     *
     * @param calls lead to the server
     * @param model whose tokens are counted
     * @param limit longest wait for a count
     */
    public Tokenizer(ServerCalls calls, String model, Duration limit) {
        this.calls = calls;
        this.model = model;
        this.limit = limit;
    }

    /**
     * Counts the tokens of a text as {@code /v1/completions} would.
     *
     * @throws IOException if the server does not count, or cannot be reached
     */
    @Override
    public int count(String text) throws IOException {
        return count(Map.of("model", model, "prompt", text, "add_special_tokens", true));
    }

    /**
     * Counts the tokens of a prompt as {@code /v1/chat/completions} would, the chat template's included.
     *
     * @throws IOException if the server does not count, or cannot be reached
     */
    public int count(ChatPrompt prompt) throws IOException {
        List<Map<String, String>> messages =
                prompt.messages().stream().map(Tokenizer::message).toList();
        return count(Map.of("model", model, "messages", messages, "add_generation_prompt", true));
    }

    @Override
    public int count(ChatPrompt prompt, Endpoint endpoint) throws IOException {
        return switch (endpoint) {
            case CHAT -> count(prompt);
            case COMPLETIONS -> count(RequestBody.plainText(prompt));
        };
    }

    private int count(Map<String, Object> question) throws IOException {
        Reply reply = calls.post("/tokenize", MAPPER.writeValueAsBytes(question), limit);
        if (!reply.isOk()) {
            throw new IOException("/tokenize: " + reply.error());
        }
        JsonNode count = reply.json().path("count");
        if (!count.canConvertToInt()) {
            throw new IOException("/tokenize: the answer has no count");
        }
        return count.intValue();
    }

    private static Map<String, String> message(ChatMessage message) {
        return Map.of("role", message.role(), "content", message.content());
    }
}
