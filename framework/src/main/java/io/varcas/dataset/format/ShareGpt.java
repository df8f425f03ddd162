package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import io.varcas.workload.ChatMessage;
import io.varcas.workload.ChatPrompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Conversations {@code {"conversations": [{"from": "human", "value": ...}, {"from": "gpt", "value": ...}]}}. Each turn of a human
 * that was answered is a request, with the turns before it as its history; what was answered is its reference. A conversation
 * that nobody answered, or that does not begin with a human, is no request.
 */
public final class ShareGpt implements DatasetReader {

    @Override
    public String name() {
        return Dataset.SHAREGPT;
    }

    @Override
    public String description() {
        return "ShareGPT: conversations of human and gpt; dataset.turns sends later turns with their history";
    }

    @Override
    public boolean recognises(JsonNode first) {
        return first.path("conversations").isArray()
                || first.path("conversation").isArray();
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        JsonNode turns = record.path(record.has("conversations") ? "conversations" : "conversation");
        if (!turns.isArray()) {
            throw new IllegalArgumentException("there is no list \"conversations\"");
        }
        List<DatasetEntry> entries = new ArrayList<>();
        List<ChatMessage> history = new ArrayList<>();
        for (int i = 0; i < turns.size() && entries.size() < spec.turns(); i++) {
            ChatMessage message = message(turns.get(i));
            boolean answersHuman = message.role().equals("assistant") && isLast(history, "user");
            if (answersHuman && !message.content().isBlank()) {
                entries.add(DatasetEntry.EMPTY
                        .asking(Optional.of(new ChatPrompt(history)))
                        .answered(Optional.of(message.content())));
            } else if (!isNext(message.role(), history)) {
                break; // after a turn is missing, nothing fits its history
            }
            history.add(message);
        }
        return entries;
    }

    private static boolean isNext(String role, List<ChatMessage> history) {
        return switch (role) {
            case "system" -> history.isEmpty();
            case "user" -> history.isEmpty() || isLast(history, "system") || isLast(history, "assistant");
            default -> false;
        };
    }

    private static boolean isLast(List<ChatMessage> history, String role) {
        return !history.isEmpty() && history.get(history.size() - 1).role().equals(role);
    }

    private static ChatMessage message(JsonNode turn) {
        JsonNode from = turn.path("from");
        JsonNode value = turn.path("value");
        if (!from.isTextual() || !value.isTextual()) {
            throw new IllegalArgumentException("a turn must have \"from\" and \"value\", both texts");
        }
        return switch (from.asText()) {
            case "human", "user" -> ChatMessage.user(value.asText());
            case "gpt", "chatgpt", "assistant", "bing", "bard" -> ChatMessage.assistant(value.asText());
            case "system" -> ChatMessage.system(value.asText());
            default ->
                throw new IllegalArgumentException(
                        "a turn is from \"" + from.asText() + "\"; it must be human, gpt or system");
        };
    }
}
