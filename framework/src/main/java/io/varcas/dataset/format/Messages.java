package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.workload.ChatMessage;
import io.varcas.workload.ChatPrompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages as OpenAI's chat completions have them. Parts of text are joined; a message with anything else, such as calls of tools or
 * images, is kept as it is written.
 */
final class Messages {

    private static final String RULE =
            "\"messages\" must be a list of objects with role and content, both texts; content may also be parts, or"
                    + " null beside tool_calls";

    private Messages() {}

    /** Turns {@code [{"role": ..., "content": ...}]} into a prompt. */
    static ChatPrompt prompt(JsonNode list) {
        List<ChatMessage> messages = new ArrayList<>();
        for (JsonNode message : list) {
            messages.add(message(message));
        }
        return new ChatPrompt(messages);
    }

    private static ChatMessage message(JsonNode message) {
        JsonNode role = message.path("role");
        JsonNode content = message.path("content");
        Optional<String> text = text(content);
        boolean isCall = message.path("tool_calls").isArray() && (content.isNull() || content.isMissingNode());
        if (!role.isTextual() || !(text.isPresent() || content.isArray() || isCall)) {
            throw new IllegalArgumentException(RULE);
        }
        boolean isPlain = text.isPresent() && message.size() == 2;
        return new ChatMessage(role.asText(), text.orElse(""), isPlain ? "" : message.toString());
    }

    /** Returns a content that is text alone: one text, or parts of text, joined by newlines as vLLM joins them. */
    static Optional<String> text(JsonNode content) {
        if (content.isTextual()) {
            return Optional.of(content.asText());
        }
        if (!content.isArray() || content.isEmpty()) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode part : content) {
            JsonNode text = part.isTextual() ? part : part.path("text");
            if (!text.isTextual() || !part.path("type").asText("text").equals("text")) {
                return Optional.empty();
            }
            texts.add(text.asText());
        }
        return Optional.of(String.join("\n", texts));
    }
}
