package io.varcas.load;

import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The first requests of a load that end: if all of them fail the same way, the rest will as well. Any thread may add. */
final class FirstFailures {

    private final int enough;
    private volatile boolean decided;
    private int count;
    private @Nullable RequestRecord first;

    /**
     * Begins to look.
     *
     * @param enough failures that end the load; 0 for a load that goes on whatever fails
     */
    FirstFailures(int enough) {
        this.enough = enough;
        decided = enough == 0;
    }

    /** Adds a request that ended; returns why the load should end now, if it should. */
    Optional<RepeatedFailureException> add(RequestRecord request) {
        return decided || request.outcome() == Outcome.CANCELLED ? Optional.empty() : look(request);
    }

    private synchronized Optional<RepeatedFailureException> look(RequestRecord request) {
        RequestRecord before = first == null ? request : first;
        if (decided || !isLasting(request.outcome()) || !isAlike(before, request)) {
            decided = true;
            return Optional.empty();
        }
        first = before;
        count++;
        decided = count >= enough;
        return decided ? Optional.of(new RepeatedFailureException(count, before)) : Optional.empty();
    }

    /** Returns whether a failure does not come from the load: what is refused or late under load may pass. */
    private static boolean isLasting(Outcome outcome) {
        return outcome.isFailure() && outcome != Outcome.REJECTED && outcome != Outcome.TIMEOUT;
    }

    private static boolean isAlike(RequestRecord one, RequestRecord other) {
        return one.outcome() == other.outcome() && one.status().equals(other.status());
    }
}
