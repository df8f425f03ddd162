package io.varcas.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongFunction;

/** The stream of requests of a simulation, in order of submission. Stateful, for one thread. */
@FunctionalInterface
public interface RequestSource {

    /**
     * Returns the next request that follows no other.
     *
     * @param id the id it must have
     */
    EngineRequest next(long id);

    /**
     * Returns what follows a request that has finished: the next turn of its conversation, before which its user begins nothing else.
     *
     * @param ended id of the request
     */
    default Optional<FollowUp> followUp(long ended) {
        return Optional.empty();
    }

    /**
     * The next turn of a conversation.
     *
     * @param pause time between the end of the output before it and its arrival, at least 0
     * @param request makes the request of the id it is given
     */
    record FollowUp(Duration pause, LongFunction<EngineRequest> request) {}
}
