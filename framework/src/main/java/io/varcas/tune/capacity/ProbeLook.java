package io.varcas.tune.capacity;

import io.varcas.record.RequestRecord;
import java.util.List;

/**
 * The state of a run at one time.
 *
 * @param seconds time since the load began
 * @param warmupSeconds time at its start that is not measured
 * @param measuredEndSeconds when the measured time ended, or ends if it still goes on; requests due later do not count
 * @param ended requests that have ended, in any order; at the end of a run also those that were cut off
 * @param inFlight requests in flight at each whole second since the load began
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
record ProbeLook(
        double seconds, double warmupSeconds, double measuredEndSeconds, List<RequestRecord> ended, double[] inFlight) {

    /** Returns the measured time so far. */
    double measuredSeconds() {
        return Math.max(0, Math.min(seconds, measuredEndSeconds) - warmupSeconds);
    }
}
