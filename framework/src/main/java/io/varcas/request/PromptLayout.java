package io.varcas.request;

import io.varcas.annotation.Content;
import io.varcas.workload.ChatMessage;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.PromptSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arrangement of the texts of a prompt in its messages.
 *
 * @param system system message
 * @param history earlier exchanges before the request
 * @param head template text before the first text of the request
 * @param middle template text between its first and its second text; empty if it has no second one
 * @param share share of the request's tokens that its first text takes
 * @param first where the first text comes from; empty for words without sense
 * @param second where the second one comes from
 */
record PromptLayout(
        Optional<String> system,
        int history,
        String head,
        String middle,
        double share,
        Optional<TextSource> first,
        TextSource second) {

    /** Share of the context in a retrieval prompt, and of the code in a programming prompt: those of the Python harness of 2026-02. */
    private static final double CONTEXT_SHARE = 0.8;

    private static final double CODE_SHARE = 0.7;

    static PromptLayout of(PromptSpec spec) {
        Content content = spec.content();
        return switch (content) {
            case RANDOM -> single(spec, Optional.empty());
            case CORPUS -> single(spec, Optional.of(TextSource.CORPUS));
            case TEMPLATE, CHAT -> single(spec, Optional.of(TextSource.REQUESTS));
            case RAG ->
                new PromptLayout(
                        spec.system(),
                        0,
                        "Context:\n",
                        "\n\nQuestion: ",
                        CONTEXT_SHARE,
                        Optional.of(TextSource.CORPUS),
                        TextSource.REQUESTS);
            case CODE ->
                new PromptLayout(
                        spec.system(),
                        0,
                        "# File context:\n# ",
                        "\n\n# Task: ",
                        CODE_SHARE,
                        Optional.of(TextSource.CODE),
                        TextSource.REQUESTS);
        };
    }

    private static PromptLayout single(PromptSpec spec, Optional<TextSource> source) {
        return new PromptLayout(spec.system(), spec.history(), "", "", 1, source, TextSource.REQUESTS);
    }

    /** Returns the number of template tokens before the first text of every prompt, at these costs. */
    int leadTokens(TokenCosts costs) {
        return system.map(text -> costs.of(" " + text)).orElse(0) + (head.isEmpty() ? 0 : costs.of(" " + head));
    }

    /** Returns whether the same stands before the first text. */
    boolean beginsLike(PromptLayout other) {
        return system.equals(other.system) && head.equals(other.head);
    }

    /** Returns the number of texts that have to be written. */
    int texts() {
        return 2 * history + (middle.isEmpty() ? 1 : 2);
    }

    /** Puts texts into their places: those of the history, then those of the request. */
    ChatPrompt prompt(List<String> texts) {
        List<ChatMessage> messages = new ArrayList<>();
        system.map(ChatMessage::system).ifPresent(messages::add);
        for (int i = 0; i < history; i++) {
            messages.add(ChatMessage.user(texts.get(2 * i)));
            messages.add(ChatMessage.assistant(texts.get(2 * i + 1)));
        }
        int at = 2 * history;
        messages.add(ChatMessage.user(head + texts.get(at) + (middle.isEmpty() ? "" : middle + texts.get(at + 1))));
        return new ChatPrompt(messages);
    }

    /**
     * Returns the number of tokens that a text takes.
     *
     * @param text its place
     * @param budget tokens of all texts
     * @param used tokens that those before it took
     */
    int tokens(int text, int budget, int used) {
        int after = texts() - 1 - text;
        int left = budget - used - after;
        return after == 0 ? left : Math.min(left, Math.max(1, (int) Math.round(budget * share(text))));
    }

    /** Share of the texts' tokens that a text takes. */
    private double share(int text) {
        double each = 1.0 / (2 * history + 1);
        if (text < 2 * history) {
            return each;
        }
        return each * (text == 2 * history ? share : 1 - share);
    }

    /** Returns the source of a text: questions of the history are requests, and their replies come from the corpus. */
    Optional<TextSource> source(int text) {
        if (text == 2 * history) {
            return first;
        }
        boolean answer = text < 2 * history && text % 2 == 1;
        return Optional.of(answer ? TextSource.CORPUS : TextSource.REQUESTS);
    }
}
