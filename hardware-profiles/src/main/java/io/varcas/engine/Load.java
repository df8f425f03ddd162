package io.varcas.engine;

import io.varcas.traffic.ArrivalProcess;
import io.varcas.validation.Violations;
import java.time.Duration;

/** The load of a simulation: arrivals by a clock, or users who wait for responses. */
public sealed interface Load {

    /**
     * Requests come when they come, answered or not: what a public service meets.
     *
     * @param arrivals when they come
     * @param connections requests the client keeps open at most; those above wait in the client, their latency running
     */
    record Open(ArrivalProcess arrivals, int connections) implements Load {

        /**
         * @throws IllegalArgumentException if there is no connection
         */
        public Open {
            Violations.in("open load")
                    .atLeast(1, "connections", connections, "")
                    .raise();
        }
    }

    /**
     * Users who each send a request, wait for the output, think, and send the next.
     *
     * @param users how many, at least 1
     * @param meanThinkTime mean time between a response and the next request, at least 0
     * @param thinking how think times vary
     * @param rampUp time over which they join evenly, the first at the start, at least 0
     */
    record Closed(int users, Duration meanThinkTime, Thinking thinking, Duration rampUp) implements Load {

        /** Returns the load of users who are all there at the start and whose think times vary as people's do: exponentially. */
        public Closed(int users, Duration meanThinkTime) {
            this(users, meanThinkTime, Thinking.EXPONENTIAL, Duration.ZERO);
        }

        /**
         * @throws IllegalArgumentException if there is no user or a time is negative
         */
        public Closed {
            Violations.in("closed load")
                    .atLeast(1, "users", users, "")
                    .findIf(meanThinkTime.isNegative(), "think time is " + meanThinkTime + "; it must be at least 0")
                    .findIf(rampUp.isNegative(), "ramp-up is " + rampUp + "; it must be at least 0")
                    .raise();
        }
    }

    /** The distribution of think times. */
    enum Thinking {
        /** Exponentially about their mean. */
        EXPONENTIAL,
        /** Not at all: each is the mean. */
        CONSTANT
    }

    /** Returns the open load of a client without a limit on connections. */
    static Load open(ArrivalProcess arrivals) {
        return new Open(arrivals, Integer.MAX_VALUE);
    }

    /** Returns the closed load of users who do not think. */
    static Load closed(int users) {
        return new Closed(users, Duration.ZERO);
    }
}
