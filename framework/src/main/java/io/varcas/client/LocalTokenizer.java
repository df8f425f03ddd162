package io.varcas.client;

import io.varcas.annotation.Endpoint;
import io.varcas.request.PromptCounter;
import io.varcas.workload.ChatMessage;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.RequestShape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts tokens with a {@code tokenizer.json}, for servers that do not count by {@code /tokenize}. What a chat
 * template adds is in no such file: the server is asked for responses of one token to a few prompts, and says in their
 * usage how long the prompts were.
 */
public final class LocalTokenizer implements PromptCounter {

    /** Prompts that the server is asked about; after them, what it added to those of the same roles is added. */
    private static final int MOST_ASKED = 64;

    private static final String PLACEHOLDER = "word";

    private final LocalTokens tokens;
    private final ServerCalls calls;
    private final RequestShape shape;
    private final Map<List<String>, Integer> templates = new HashMap<>();
    private int asked;

    /**
     * Opens a tokenizer.
     *
     * @param file the {@code tokenizer.json}
     * @param calls lead to the server
     * @param model whose chat template counts
     * @param limit longest wait for a response of one token
     * @throws TokenizerException if the file cannot be used, or there is no library to read it
     */
    public LocalTokenizer(Path file, ServerCalls calls, String model, Duration limit) {
        this.tokens = LocalTokens.open(file);
        this.calls = calls;
        this.shape = new RequestShape(Optional.of(model), Endpoint.CHAT, false, 0, 1, false, List.of(), limit);
    }

    /**
     * Makes sure that a tokenizer can be used, before it is needed.
     *
     * @throws TokenizerException if it cannot
     */
    public static void check(Path file) {
        LocalTokens.open(file).close();
    }

    @Override
    public int count(String text) {
        return tokens.count(text, true);
    }

    /** Counts the tokens of a generated text: without those that a model's tokenizer puts before a prompt. */
    public int countOutput(String text) {
        return tokens.count(text, false);
    }

    @Override
    public synchronized int count(ChatPrompt prompt, Endpoint endpoint) throws IOException {
        if (endpoint == Endpoint.COMPLETIONS) {
            return count(RequestBody.plainText(prompt));
        }
        if (asked < MOST_ASKED) {
            return ask(prompt);
        }
        List<String> roles = prompt.messages().stream().map(ChatMessage::role).toList();
        Integer template = templates.get(roles);
        if (template == null) {
            ChatPrompt bare = new ChatPrompt(roles.stream()
                    .map(role -> new ChatMessage(role, PLACEHOLDER))
                    .toList());
            template = ask(bare) - ofTexts(bare);
            templates.put(roles, template);
        }
        return template + ofTexts(prompt);
    }

    private int ask(ChatPrompt prompt) throws IOException {
        asked++;
        Response answer = calls.ask(RequestBody.of(shape, prompt, 1), shape.timeout());
        return answer.usage()
                .map(Usage::promptTokens)
                .orElseThrow(() -> new IOException("the server does not report the token count of prompts: "
                        + answer.error().orElse("no usage in its response")));
    }

    private int ofTexts(ChatPrompt prompt) {
        return prompt.messages().stream()
                .mapToInt(message -> tokens.count(message.content(), false))
                .sum();
    }
}
