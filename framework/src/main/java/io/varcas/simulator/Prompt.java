package io.varcas.simulator;

/** One prompt as the simulated model gets it. */
final class Prompt {

    private final int[] tokens;
    private final String question;
    private final boolean isChat;

    /**
     * Creates a prompt.
     *
     * @param tokens ids, at least one; not copied
     * @param question what prepared outputs are looked up by: the last message, or the whole text
     * @param isChat whether it is a conversation, so that the response begins a line of its own
     */
    Prompt(int[] tokens, String question, boolean isChat) {
        this.tokens = tokens;
        this.question = question;
        this.isChat = isChat;
    }

    int[] tokens() {
        return tokens;
    }

    String question() {
        return question;
    }

    boolean isChat() {
        return isChat;
    }
}
