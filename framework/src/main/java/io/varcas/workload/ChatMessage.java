package io.varcas.workload;

/**
 * One message of a conversation.
 *
 * @param role {@code system}, {@code user} or {@code assistant}
 * @param content its text
 */
public record ChatMessage(String role, String content) {

    /**
     * Checks the role.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public ChatMessage {
        if (role.isBlank()) {
            throw new IllegalArgumentException("a message needs a role: system, user or assistant");
        }
    }

    /** Returns a system message. */
    public static ChatMessage system(String content) {
        return new ChatMessage("system", content);
    }

    /** Returns a user message. */
    public static ChatMessage user(String content) {
        return new ChatMessage("user", content);
    }

    /** Returns an earlier answer of the model. */
    public static ChatMessage assistant(String content) {
        return new ChatMessage("assistant", content);
    }
}
