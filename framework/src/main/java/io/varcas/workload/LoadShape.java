package io.varcas.workload;

import io.varcas.setting.type.Durations;
import io.varcas.traffic.ArrivalProcess;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The rule that determines when requests are due: arrivals independent of the server, or users who wait for responses.
 */
public sealed interface LoadShape {

    /**
     * Requests are due at times that do not depend on the server.
     *
     * @param arrivals process that places them
     * @param maxConcurrency most requests in flight, others wait in the client; empty if nothing caps them
     */
    record Open(ArrivalProcess arrivals, OptionalInt maxConcurrency) implements LoadShape {

        /** Without a cap. */
        public Open(ArrivalProcess arrivals) {
            this(arrivals, OptionalInt.empty());
        }
    }

    /**
     * A fixed number of users, each due again when its last outputs have ended.
     *
     * @param users users, at least 1
     * @param batch requests that a user sends at once, at least 1; the next batch follows when all of them have ended
     * @param thinkTime pause of a user between a response and its next request
     * @param rampUp time over which the users join
     */
    record Closed(int users, int batch, Duration thinkTime, Duration rampUp) implements LoadShape {

        /** Returns the most requests that can be in flight. */
        public int mostInFlight() {
            return (int) Math.min(Integer.MAX_VALUE, (long) users * batch);
        }
    }

    /**
     * Requests are due at the times in the data, independent of the server.
     *
     * @param dataset the file with the times
     * @param timeScale factor of the times, above 0
     * @param maxConcurrency most requests in flight, others wait in the client; empty if nothing caps them
     */
    record Replay(String dataset, double timeScale, OptionalInt maxConcurrency) implements LoadShape {

        /** Without a cap. */
        public Replay(String dataset, double timeScale) {
            this(dataset, timeScale, OptionalInt.empty());
        }
    }

    /** Returns the cap on requests in flight beyond which those that are due wait in the client. */
    default OptionalInt cap() {
        return this instanceof Open open
                ? open.maxConcurrency()
                : this instanceof Replay replay ? replay.maxConcurrency() : OptionalInt.empty();
    }

    /** Describes the load in one phrase, for consoles and results. */
    default String describe() {
        if (this instanceof Closed closed) {
            return "closed loop, " + closed.users() + (closed.users() == 1 ? " user" : " users")
                    + (closed.batch() == 1 ? "" : ", " + closed.batch() + " requests at once")
                    + (closed.thinkTime().isZero() ? "" : ", think time " + Durations.format(closed.thinkTime()))
                    + (closed.rampUp().isZero() ? "" : ", joining over " + Durations.format(closed.rampUp()));
        }
        if (this instanceof Replay replay) {
            return "open loop, times of " + replay.dataset()
                    + (replay.timeScale() == 1 ? "" : " x " + replay.timeScale()) + capped();
        }
        return "open loop, " + ((Open) this).arrivals().describe() + capped();
    }

    private String capped() {
        return cap().isPresent() ? ", at most " + cap().getAsInt() + " in flight" : "";
    }
}
