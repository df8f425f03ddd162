package io.varcas.simulator;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A request for responses, read and found right.
 *
 * @param isChat whether it came by {@code /v1/chat/completions}
 * @param prompts at least one; more only by {@code /v1/completions}
 * @param n responses to each prompt, at least 1
 * @param wish how long outputs may be
 * @param shape how they are sent
 * @param cacheSalt what keeps its prefix cache apart from others', if anything
 */
record GenerationRequest(
        boolean isChat, List<Prompt> prompts, int n, Wish wish, Shape shape, Optional<String> cacheSalt) {

    /**
     * The output length that a request asks for, before the context limits it.
     *
     * @param maxTokens maximum output length; absent for as much as there is room
     * @param minTokens tokens before which an output does not end by itself
     * @param ignoreEos whether responses end at their limit only
     * @param stop texts that end an output
     * @param seed what random words depend on, if the request says
     */
    record Wish(OptionalInt maxTokens, int minTokens, boolean ignoreEos, List<String> stop, OptionalLong seed) {

        GenerationLimits within(int room) {
            return new GenerationLimits(Math.min(maxTokens.orElse(room), room), minTokens, ignoreEos, stop, seed);
        }
    }

    /**
     * The format of responses.
     *
     * @param stream whether they are streamed
     * @param includeUsage whether the stream ends with the usage
     * @param continuousUsage whether every event carries the usage so far
     * @param tokenIds whether token ids are sent along
     */
    record Shape(boolean stream, boolean includeUsage, boolean continuousUsage, boolean tokenIds) {}
}
