package io.varcas.load;

import io.varcas.request.PlannedRequest;
import io.varcas.transport.WireRequest;

/**
 * A request that is ready to be sent.
 *
 * @param planned what it is
 * @param wire its bytes
 * @param dueNanos when it is due, since the start of the load; {@link #WHEN_ASKED} in a closed loop
 */
record ReadyRequest(PlannedRequest planned, WireRequest wire, long dueNanos) {

    static final long WHEN_ASKED = -1;
}
