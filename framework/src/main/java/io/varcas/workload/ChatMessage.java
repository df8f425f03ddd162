package io.varcas.workload;

/**
 * One message of a conversation.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
 * @param content its text; empty if it has none
 * @param json the whole message as JSON, where it is more than role and text, such as calls of tools; else empty
 */
public record ChatMessage(String role, String content, String json) {

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

    /**
     * Creates a message of a role and a text.
     *
     * @throws IllegalArgumentException if the role is blank
     */
    public ChatMessage(String role, String content) {
        this(role, content, "");
    }

    /** Returns true if the message has a role and a text and no other field. */
    public boolean isPlain() {
        return json.isEmpty();
    }

    /** Returns a system message. */
    public static ChatMessage system(String content) {
        return new ChatMessage("system", content);
    }

    /** Returns a user message. */
    public static ChatMessage user(String content) {
        return new ChatMessage("user", content);
    }

    /** Returns an earlier output of the model. */
    public static ChatMessage assistant(String content) {
        return new ChatMessage("assistant", content);
    }
}
