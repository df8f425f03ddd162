package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetNotes;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import io.varcas.workload.ChatMessage;
import io.varcas.workload.ChatPrompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Conversations {@code {"conversations": [{"from": "human", "value": ...}, {"from": "gpt", "value": ...}]}}, or with {@code role} and
 * {@code content}. Each turn of a human that was answered is a request, with the turns before it as its history; what was answered
 * is its reference. Turns of the model before the first of a human are left out. A conversation without an answered turn is no
 * request; the notes say why.
 */
public final class ShareGpt implements DatasetReader {

    private static final List<String> MEMBERS = List.of("conversations", "conversation");

    private final DatasetNotes notes = new DatasetNotes();

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
        return MEMBERS.stream().filter(first::has).map(first::get).anyMatch(turns -> turns.isArray() || turns.isNull());
    }

    @Override
    public DatasetNotes notes() {
        return notes;
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        Fields fields = new Fields(record, notes);
        Optional<JsonNode> turns =
                MEMBERS.stream().flatMap(name -> fields.json(name).stream()).findFirst();
        fields.json("id");
        fields.noteRest();
        if (turns.isEmpty()) {
            notes.count("conversation left out: no list \"conversations\"");
            return List.of();
        }
        return entries(turns.get(), spec);
    }

    private List<DatasetEntry> entries(JsonNode turns, DatasetSpec spec) {
        if (!turns.isArray()) {
            throw new IllegalArgumentException("\"conversations\" must be a list");
        }
        List<DatasetEntry> entries = new ArrayList<>();
        Optional<String> ended = entries(turns, spec.turns(), entries);
        if (entries.isEmpty()) {
            notes.count("conversation left out: " + ended.orElse(turns.isEmpty() ? "no turns" : "no answered turn"));
        }
        return entries;
    }

    /** Adds the requests of a conversation; returns why it could not be followed to its end. */
    private Optional<String> entries(JsonNode turns, int most, List<DatasetEntry> entries) {
        List<ChatMessage> history = new ArrayList<>();
        for (int i = 0; i < turns.size() && entries.size() < most; i++) {
            Turn turn = Turn.of(turns.get(i));
            if (turn.fault().isPresent()) {
                return turn.fault();
            }
            ChatMessage message = turn.message();
            if (message.role().equals("assistant") && isLast(history, "user")) {
                entries.add(DatasetEntry.EMPTY
                        .asking(Optional.of(new ChatPrompt(history)))
                        .answered(Optional.of(message.content())));
            } else if (message.role().equals("assistant")
                    && history.stream().noneMatch(before -> before.role().equals("user"))) {
                notes.count("turn of the model before the first of a human left out");
                continue;
            } else if (!isNext(message.role(), history)) {
                return Optional.of("its turns do not alternate"); // after a turn is missing, nothing fits its history
            }
            history.add(message);
        }
        return Optional.empty();
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

    /**
     * One turn.
     *
     * @param message what was said; of no use beside a fault
     * @param fault why it cannot be sent
     */
    private record Turn(ChatMessage message, Optional<String> fault) {

        private static final ChatMessage NOTHING = ChatMessage.user("");

        static Turn of(JsonNode turn) {
            if (!turn.isObject()) {
                return without("a turn is no message");
            }
            JsonNode from = turn.path(turn.has("from") ? "from" : "role");
            JsonNode value = turn.path(turn.has("value") ? "value" : "content");
            if (!from.isTextual()) {
                throw new IllegalArgumentException(
                        "a turn must have \"from\" and \"value\", or \"role\" and \"content\", both texts");
            }
            Optional<String> text = Messages.text(value).filter(words -> !words.isBlank());
            return switch (from.asText()) {
                case "human", "user" -> of(text.map(ChatMessage::user));
                case "gpt", "chatgpt", "assistant", "bing", "bard" -> of(text.map(ChatMessage::assistant));
                case "system" -> of(text.map(ChatMessage::system));
                case "function_call", "function", "observation", "tool", "tool_call", "tool_response" ->
                    without("it calls tools");
                default ->
                    throw new IllegalArgumentException(
                            "a turn is from \"" + from.asText() + "\"; it must be human, gpt or system");
            };
        }

        private static Turn of(Optional<ChatMessage> message) {
            return message.map(said -> new Turn(said, Optional.empty())).orElseGet(() -> without("a turn has no text"));
        }

        private static Turn without(String fault) {
            return new Turn(NOTHING, Optional.of(fault));
        }
    }
}
