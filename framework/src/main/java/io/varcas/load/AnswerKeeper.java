package io.varcas.load;

import io.varcas.metric.RequestRecord;
import io.varcas.workload.PlannedRequest;

/** Takes what was asked and answered, in full, where somebody wants to keep that. */
@FunctionalInterface
public interface AnswerKeeper {

    /**
     * A request ended, or was not sent in time. Called on threads of the transport, by several at once.
     *
     * @param asked what it was
     * @param request how it went
     * @param answer the text that came; empty if none came
     */
    void keep(PlannedRequest asked, RequestRecord request, String answer);
}
