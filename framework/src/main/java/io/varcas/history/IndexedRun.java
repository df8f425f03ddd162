package io.varcas.history;

import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.SourceRevision;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A run that the index knows.
 *
 * @param bundle absolute path of its bundle, on the machine that indexed it
 * @param started when the run began, to the millisecond
 * @param commit full hash of the commit it ran at, if it was under git
 * @param name names of its workloads, joined by commas
 * @param target server as the user wrote it
 * @param simulated whether that was the embedded simulator
 */
public record IndexedRun(
        Path bundle, Instant started, Optional<String> commit, String name, String target, boolean simulated) {

    static IndexedRun of(ResultBundle bundle) {
        RunResult run = bundle.result();
        return new IndexedRun(
                place(bundle),
                Instant.ofEpochMilli(run.started().toEpochMilli()),
                run.source().map(SourceRevision::commit),
                run.trials().stream().map(TrialResult::name).distinct().collect(Collectors.joining(", ")),
                run.target().asked(),
                run.target().simulated());
    }

    /** Returns the same bundle has the same place, however the path to it was written. */
    static Path place(ResultBundle bundle) {
        return bundle.folder().toAbsolutePath().normalize();
    }
}
