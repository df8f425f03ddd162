package io.varcas.reports.log;

import io.varcas.record.RequestRecord;

/** Takes the records of a trial, fork by fork, in the order in which the requests ended. */
@FunctionalInterface
public interface RecordSink {

    /**
     * Takes a record.
     *
     * @param fork the fork, from 0
     * @param request the record
     * @param measured whether the request was due in a measurement iteration
     */
    void accept(int fork, RequestRecord request, boolean measured);
}
