package io.varcas.fork;

import java.util.List;

/**
 * The end of a forked JVM that did not announce it, as far as it can be told.
 *
 * @param exitCode of the JVM
 * @param calledBack whether it had come so far that it reached the launcher
 * @param outOfMemory whether it printed that memory ran out
 * @param lines what it printed last
 */
record ForkDeath(int exitCode, boolean calledBack, boolean outOfMemory, List<String> lines) {

    /** An exit code above it is that of a signal, whose number is the rest (POSIX, and {@link Process#exitValue} on Unix). */
    private static final int SIGNALS = 128;

    private static final int LAST_SIGNAL = 64;
    private static final int KILL = 9;

    /** The first line that the JVM prints in front of what is wrong with its arguments. */
    private static final String PREAMBLE = "Error occurred during initialization of VM";

    /** Returns the failure. */
    ForkException failure() {
        if (outOfMemory) {
            return new ForkException(
                    "the forked JVM ran out of memory; give it more with -jvmArgs -Xmx2g, or load less", List.of());
        }
        if (exitCode - SIGNALS == KILL) {
            return new ForkException(
                    "the forked JVM was killed (signal 9), by someone or by the system because memory ran out", lines);
        }
        if (exitCode > SIGNALS && exitCode <= SIGNALS + LAST_SIGNAL) {
            return new ForkException("the forked JVM was ended by signal " + (exitCode - SIGNALS), lines);
        }
        String ended = "the forked JVM ended with exit code " + exitCode;
        return new ForkException(
                calledBack
                        ? ended
                        : ended + " before it did anything"
                                + lines.stream()
                                        .filter(line -> !line.isBlank() && !line.startsWith(PREAMBLE))
                                        .findFirst()
                                        .map(line -> " (" + line + ")")
                                        .orElse("")
                                + "; check -jvm and -jvmArgs",
                lines);
    }
}
