package io.varcas.annotation;

/** Route of an OpenAI-style server that a workload drives. */
public enum Endpoint {
    /** {@code POST /v1/chat/completions}: messages, to which the server applies its chat template. */
    CHAT,
    /** {@code POST /v1/completions}: plain text. */
    COMPLETIONS
}
