package io.varcas.engine;

import io.varcas.routing.RouteKey;
import io.varcas.validation.Violations;
import java.util.OptionalLong;

/**
 * A request as the engine sees it: lengths without content.
 *
 * @param id any number no other request of the engine has while this one lives
 * @param promptTokens length of the prompt, at least 1
 * @param outputTokens how many tokens the output will have, at least 1: the engine knows the end beforehand
 * @param end how the output will end, {@link FinishReason#STOP} or {@link FinishReason#LENGTH}
 * @param priority lower is sooner under {@link SchedulingPolicy#PRIORITY}; without meaning otherwise
 * @param blocks what the KV blocks hold, for the prefix cache; {@link BlockHashes#NONE} if nothing is shared
 */
public record EngineRequest(
        long id, int promptTokens, int outputTokens, FinishReason end, int priority, BlockHashes blocks) {

    /**
     * @throws IllegalArgumentException if a length is below 1 or the end is an abort
     */
    public EngineRequest {
        Violations.in("request " + id)
                .atLeast(1, "prompt", promptTokens, "tokens")
                .atLeast(1, "output", outputTokens, "tokens")
                .findIf(end == FinishReason.ABORT, "end is ABORT; call Engine.abort when the client goes away")
                .raise();
    }

    /** Returns a request of these lengths that ends at its limit, of priority 0, sharing nothing. */
    public static EngineRequest of(long id, int promptTokens, int outputTokens) {
        return new EngineRequest(id, promptTokens, outputTokens, FinishReason.LENGTH, 0, BlockHashes.NONE);
    }

    /** Returns this request ending in another way. */
    public EngineRequest endingWith(FinishReason reason) {
        return new EngineRequest(id, promptTokens, outputTokens, reason, priority, blocks);
    }

    /** Returns this request with another priority. */
    public EngineRequest withPriority(int number) {
        return new EngineRequest(id, promptTokens, outputTokens, end, number, blocks);
    }

    /** Returns this request with its blocks named. */
    public EngineRequest withBlocks(BlockHashes hashes) {
        return new EngineRequest(id, promptTokens, outputTokens, end, priority, hashes);
    }

    /** Returns what a router may go by: the blocks; requests that begin with the same block are of one session. */
    public RouteKey routeKey() {
        return blocks.size() == 0
                ? RouteKey.NONE
                : new RouteKey(blocks.size(), blocks::get, OptionalLong.of(blocks.get(0)));
    }
}
