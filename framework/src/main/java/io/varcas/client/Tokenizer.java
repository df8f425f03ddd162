package io.varcas.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Endpoint;
import io.varcas.request.PromptCounter;
import io.varcas.workload.ChatPrompt;
import java.io.IOException;
import java.time.Duration;

/** Counts tokens with the server's own tokenizer, {@code POST /tokenize}. */
public final class Tokenizer implements PromptCounter {

    /** Tokens that a chat template may add: some describe tools at length. */
    private static final int MOST_TEMPLATE_TOKENS = 20_000;

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
        return count(json -> {
            json.writeStringField("prompt", text);
            json.writeBooleanField("add_special_tokens", true);
        });
    }

    /**
     * Counts the tokens of a prompt as {@code /v1/chat/completions} would, the chat template's included.
     *
     * @throws IOException if the server does not count, or cannot be reached
     */
    public int count(ChatPrompt prompt) throws IOException {
        return count(json -> {
            RequestBody.messages(json, prompt);
            json.writeBooleanField("add_generation_prompt", true);
        });
    }

    @Override
    public int count(ChatPrompt prompt, Endpoint endpoint) throws IOException {
        return switch (endpoint) {
            case CHAT -> count(prompt);
            case COMPLETIONS -> count(RequestBody.plainText(prompt));
        };
    }

    private int count(RequestBody.Members question) throws IOException {
        byte[] body = RequestBody.object(json -> {
            json.writeStringField("model", model);
            question.write(json);
        });
        Reply reply = calls.post("/tokenize", body, limit);
        if (!reply.isOk()) {
            throw new IOException("/tokenize: " + reply.error());
        }
        JsonNode count = reply.json().path("count");
        if (!count.isIntegralNumber() || !count.canConvertToInt()) {
            throw new IOException("/tokenize: the response has no count");
        }
        if (count.intValue() < 1 || count.intValue() > body.length + MOST_TEMPLATE_TOKENS) {
            throw new IOException("/tokenize: " + count.intValue() + " tokens for " + body.length
                    + " bytes; a count must be from 1 to the bytes of the text");
        }
        return count.intValue();
    }
}
