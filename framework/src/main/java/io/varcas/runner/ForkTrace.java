package io.varcas.runner;

import io.varcas.dataset.TraceRecorder;
import io.varcas.load.LoadRun;
import io.varcas.setting.Settings;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The trace of a fork, if one is wanted.
 *
 * @param recorder writes it
 */
record ForkTrace(Optional<TraceRecorder> recorder) implements AutoCloseable {

    /** Name of the file in the fork's folder. */
    static final String FILE = "trace.jsonl.gz";

    static ForkTrace of(WorkloadPlan plan, Path folder) throws IOException {
        return plan.settings().get(Settings.RECORD)
                ? new ForkTrace(Optional.of(new TraceRecorder(folder.resolve(FILE), RecordedSettings.headerOf(plan))))
                : new ForkTrace(Optional.empty());
    }

    /** Has the load tell what it asks and is answered. */
    void follow(LoadRun run) {
        recorder.ifPresent(trace -> run.keepAnswers((asked, request, answer) -> {
            try {
                trace.add(asked, request, answer);
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }));
    }

    @Override
    public void close() throws IOException {
        if (recorder.isPresent()) {
            recorder.get().close();
        }
    }
}
