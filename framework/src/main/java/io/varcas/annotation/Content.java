package io.varcas.annotation;

/**
 * Kind of text that prompts consist of. All are made to the drawn length, and begin differently unless prefixes are
 * shared.
 */
public enum Content {
    /** Common words without sense: nothing of a prompt is in any cache. */
    RANDOM,
    /** Requests as people write them, from templates whose gaps are filled. */
    TEMPLATE,
    /** Sentences of a small corpus. */
    CORPUS,
    /** Retrieval: a context of sentences, 80 % of the prompt, then a question about it. */
    RAG,
    /** Programming: a file of code, 70 % of the prompt, then a task about it. */
    CODE,
    /** A conversation: the system prompt, {@link PromptText#history()} earlier exchanges, and a request. */
    CHAT
}
