package io.varcas.fork;

import io.varcas.dataset.TraceRecorder;
import io.varcas.load.RequestSink;
import io.varcas.record.RequestRecord;
import io.varcas.request.PlannedRequest;
import io.varcas.setting.Settings;
import io.varcas.validation.FailureText;
import io.varcas.workload.GroundTruthCheck;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The trace of a fork, if one is wanted. A disk that is full does not end the load, but fails the fork when it has ended. */
public final class ForkTrace implements RequestSink, AutoCloseable {

    /** Name of the file in the fork's folder. */
    public static final String FILE = "trace.jsonl.gz";

    private final Optional<TraceRecorder> recorder;
    private final AtomicReference<IOException> failure = new AtomicReference<>();

    private ForkTrace(Optional<TraceRecorder> recorder) {
        this.recorder = recorder;
    }

    static ForkTrace of(WorkloadPlan plan, Path folder) throws IOException {
        return new ForkTrace(
                plan.settings().get(Settings.RECORD)
                                || plan.groundTruth()
                                        .filter(GroundTruthCheck::underLoad)
                                        .isPresent()
                        ? Optional.of(new TraceRecorder(folder.resolve(FILE), RecordedSettings.headerOf(plan)))
                        : Optional.empty());
    }

    boolean isWanted() {
        return recorder.isPresent();
    }

    @Override
    public void ended(PlannedRequest asked, RequestRecord request, String text) {
        if (recorder.isPresent() && failure.get() == null) {
            try {
                recorder.get().add(asked, request, text);
            } catch (IOException full) {
                failure.compareAndSet(null, full);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (recorder.isPresent()) {
            recorder.get().close();
        }
        IOException broken = failure.get();
        if (broken != null) {
            throw new IOException("the trace cannot be written: " + FailureText.of(broken), broken);
        }
    }
}
