package io.varcas.simulator;

import java.util.List;
import java.util.OptionalLong;

/**
 * The limits that a request sets for its output.
 *
 * @param maxTokens maximum output length, at least 1; what is left of the context already taken into account
 * @param minTokens tokens before which the response does not end by itself
 * @param ignoreEos whether it ends at {@code maxTokens} only
 * @param stop texts that end it
 * @param seed what random words depend on, if the request says
 */
record GenerationLimits(int maxTokens, int minTokens, boolean ignoreEos, List<String> stop, OptionalLong seed) {}
