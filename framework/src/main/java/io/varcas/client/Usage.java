package io.varcas.client;

import java.util.OptionalInt;

/**
 * Token counts that a server reported for a response.
 *
 * @param promptTokens tokens of the prompt, the chat template's included
 * @param completionTokens tokens of the response
 * @param cachedTokens tokens of the prompt taken from the prefix cache, if the server said so
 */
public record Usage(int promptTokens, int completionTokens, OptionalInt cachedTokens) {}
