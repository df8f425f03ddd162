package io.varcas.request;

import io.varcas.workload.PromptException;
import java.util.Optional;

/** The source of a plan's requests: generated from settings, or read from data. Used by one thread. */
@FunctionalInterface
public interface RequestSource {

    /**
     * Returns the request of a place. What it says depends on the place alone, so that shares of a plan can be driven by several
     * clients.
     *
     * @param index place in the plan, from 0; each greater than the one asked for before
     * @return the request; empty if this index and all later ones have none
     * @throws PromptException if it cannot be made; the message is for the user
     */
    Optional<PlannedRequest> request(long index);

    /** Returns whether requests may have a next turn, which {@link #next} then makes. */
    default boolean hasConversations() {
        return false;
    }

    /**
     * Returns the next turn of a conversation. Any thread may ask, also while another asks for a {@link #request}.
     *
     * @param ended the turn that was answered
     * @param answer the output
     * @return the next turn; empty if the conversation is over
     */
    default Optional<PlannedRequest> next(PlannedRequest ended, String answer) {
        return Optional.empty();
    }
}
