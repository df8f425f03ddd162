package io.varcas.workload;

import java.util.List;

/**
 * The prompt of one request: the messages of a conversation, oldest first. On {@code /v1/completions} their texts are
 * joined by blank lines.
 *
 * @param messages at least one message
 */
public record ChatPrompt(List<ChatMessage> messages) {

    /**
     * Copies the messages.
     *
     * @throws IllegalArgumentException if there are none
     */
    public ChatPrompt {
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a chat prompt needs at least one message");
        }
    }

    /** Returns a prompt of one user message. */
    public static ChatPrompt of(String text) {
        return new ChatPrompt(List.of(ChatMessage.user(text)));
    }

    /** Returns a prompt of a system and a user message. */
    public static ChatPrompt of(String system, String user) {
        return new ChatPrompt(List.of(ChatMessage.system(system), ChatMessage.user(user)));
    }
}
