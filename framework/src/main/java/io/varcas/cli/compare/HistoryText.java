package io.varcas.cli.compare;

import io.varcas.history.IndexedRun;
import io.varcas.result.RunVerdict;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words of the history. */
final class HistoryText {

    private static final int SHORT_HASH = 10;

    private HistoryText() {}

    static String time(IndexedRun run) {
        return run.started().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String commit(IndexedRun run) {
        return run.commit()
                .map(hash -> hash.substring(0, Math.min(SHORT_HASH, hash.length())))
                .orElse("none");
    }

    static String target(IndexedRun run) {
        return run.simulated() ? "SIMULATED (" + run.target() + ")" : run.target();
    }

    static String verdict(IndexedRun run) {
        return run.verdict().map(RunVerdict::label).orElse("unknown").toUpperCase(Locale.ROOT);
    }

    static String tags(IndexedRun run) {
        return run.tags().entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(", "));
    }
}
