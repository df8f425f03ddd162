package io.varcas.reports;

import io.varcas.result.RunResult;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Words for what a run is known by: the commit of the sources it ran at, and the tags of the user. */
public final class RunLabels {

    private RunLabels() {}

    /** Returns the commit, and that files were changed since if they were; empty if the run was not under git. */
    public static Optional<String> commit(RunResult run) {
        return run.source().map(source -> source.commit() + (source.dirty() ? ", with changed files" : ""));
    }

    /** Returns the tags as {@code key=value}; empty if there are none. */
    public static Optional<String> tags(RunResult run) {
        return run.tags()
                .map(tags -> tags.entrySet().stream().map(RunLabels::text).collect(Collectors.joining(", ")));
    }

    private static String text(Map.Entry<String, String> tag) {
        return tag.getKey() + "=" + tag.getValue();
    }
}
