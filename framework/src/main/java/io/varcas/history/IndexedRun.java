package io.varcas.history;

import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.RunVerdict;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.SourceRevision;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A run that the index knows.
 *
 * @param bundle absolute path of its bundle, on the machine that indexed it
 * @param started when the run began, to the millisecond
 * @param commit commit it ran at: the full hash if it was under git, else the tag {@code commit}
 * @param name names of its workloads, joined by commas
 * @param target server as the user wrote it
 * @param simulated whether that was the embedded simulator
 * @param verdict its verdict; empty if an older version indexed it and its bundle is gone
 * @param tags what the user calls it, by key
 */
public record IndexedRun(
        Path bundle,
        Instant started,
        Optional<String> commit,
        String name,
        String target,
        boolean simulated,
        Optional<RunVerdict> verdict,
        SortedMap<String, String> tags) {

    private static final String COMMIT = "commit";

    /** Copies the tags. */
    public IndexedRun {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    static IndexedRun of(ResultBundle bundle) {
        RunResult run = bundle.result();
        Map<String, String> tags = run.tags().orElse(Map.of());
        return new IndexedRun(
                place(bundle),
                Instant.ofEpochMilli(run.started().toEpochMilli()),
                run.source().map(SourceRevision::commit).or(() -> Optional.ofNullable(tags.get(COMMIT))),
                run.trials().stream().map(TrialResult::name).distinct().collect(Collectors.joining(", ")),
                run.target().asked(),
                run.target().simulated(),
                Optional.of(run.verdict()),
                new TreeMap<>(tags));
    }

    /** Returns the same bundle has the same place, however the path to it was written. */
    static Path place(ResultBundle bundle) {
        return bundle.folder().toAbsolutePath().normalize();
    }

    /** Returns whether the run has all of these tags. */
    public boolean hasTags(Map<String, String> wanted) {
        return tags.entrySet().containsAll(wanted.entrySet());
    }
}
