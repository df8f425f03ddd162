package io.varcas.load;

import io.varcas.record.RequestRecord;
import io.varcas.request.PlannedRequest;

/** Takes what became of each request. */
@FunctionalInterface
public interface RequestSink {

    /**
     * A request ended, or was not sent in time. Called on threads of the transport, by several at once.
     *
     * @param asked what it was
     * @param request how it went
     * @param text the text of its response, if the load keeps that; empty if not, or if none came
     */
    void ended(PlannedRequest asked, RequestRecord request, String text);
}
