package io.varcas.reports.peer;

import io.varcas.record.RequestRecord;
import io.varcas.reports.log.RecordSink;
import io.varcas.reports.log.TrialLogReader;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Reads the requests of a trial's measurement phase for an export. */
final class PeerLog {

    private PeerLog() {}

    /**
     * Computes what other tools would have said.
     *
     * @throws IOException if the bundle has no request log of the trial, or it cannot be read
     */
    static PeerViews views(ResultBundle bundle, TrialResult trial) throws IOException {
        PeerViews views = new PeerViews();
        read(bundle, trial, views);
        return views;
    }

    /**
     * Hands over every request that was due in a measurement iteration.
     *
     * @throws IOException if the bundle has no request log of the trial, or it cannot be read
     */
    static void measured(ResultBundle bundle, TrialResult trial, Consumer<RequestRecord> sink) throws IOException {
        read(bundle, trial, (fork, request, measured) -> {
            if (measured) {
                sink.accept(request);
            }
        });
    }

    private static void read(ResultBundle bundle, TrialResult trial, RecordSink sink) throws IOException {
        if (TrialLogReader.read(bundle, trial, 1, List.of(sink)).isEmpty()) {
            throw new IOException(bundle.folder() + ": has no request log of " + trial.trialName()
                    + ", and other tools' formats need every request");
        }
    }
}
