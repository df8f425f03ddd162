package io.varcas.accuracy.reference;

import java.util.OptionalInt;

/**
 * The output of a model of a provider.
 *
 * @param text text of the output
 * @param inputTokens tokens of the prompt, as the provider bills them
 * @param outputTokens tokens of the output, as the provider bills them
 */
public record ModelReply(String text, OptionalInt inputTokens, OptionalInt outputTokens) {}
