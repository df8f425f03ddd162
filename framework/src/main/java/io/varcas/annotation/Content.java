package io.varcas.annotation;

/**
 * Kind of text that prompts consist of. All prompts have the drawn length, and begin differently unless prefixes are
 * shared.
 */
public enum Content {
    /** Random common words: no part of a prompt is in any cache. */
    RANDOM,
    /** Realistic requests, from templates whose gaps are filled. */
    TEMPLATE,
    /** Sentences from a small corpus. */
    CORPUS,
    /** Retrieval: a context of sentences (80 % of the prompt), then a question about it. */
    RAG,
    /** Programming: a source file (70 % of the prompt), then a task about it. */
    CODE,
    /** A conversation: the system prompt, {@link PromptText#history()} earlier turns, and a request. */
    CHAT
}
