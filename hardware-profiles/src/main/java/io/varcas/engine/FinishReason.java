package io.varcas.engine;

/** The reason why a request ended, in vLLM's terms ({@code finished_reason} of {@code vllm:request_success}). */
public enum FinishReason {
    /** The model ended its output, or a stop string was met. */
    STOP,
    /** The output reached its limit of tokens. */
    LENGTH,
    /** The client went away. */
    ABORT
}
