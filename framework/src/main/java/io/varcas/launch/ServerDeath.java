package io.varcas.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The end of a launched server that was not asked for.
 *
 * @param exitCode its exit code; above 128 the rest is the signal that ended it
 * @param after time since its start
 * @param cause last error that its log names
 * @param tail last lines of its log
 * @param log its log
 */
public record ServerDeath(int exitCode, Duration after, Optional<String> cause, List<String> tail, Path log) {

    private static final int SIGNALS = 128;
    private static final int KILL = 9;

    /** Copies the lines. */
    public ServerDeath {
        tail = List.copyOf(tail);
    }

    /** Returns one line: how it ended and the last thing it said. */
    public String line() {
        String last = cause.or(() -> tail.isEmpty() ? Optional.empty() : Optional.of(tail.get(tail.size() - 1)))
                .map(said -> "; the end of its log: " + said)
                .orElse("; its log is empty");
        return String.format(Locale.ROOT, "the server ended %.0f s after its start %s", after.toMillis() / 1e3, how())
                + last;
    }

    private String how() {
        if (exitCode == SIGNALS + KILL) {
            return "by signal 9, sent by someone or by the system because memory ran out";
        }
        return exitCode > SIGNALS ? "by signal " + (exitCode - SIGNALS) : "with exit code " + exitCode;
    }
}
