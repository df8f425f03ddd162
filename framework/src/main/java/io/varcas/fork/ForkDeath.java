package io.varcas.fork;

import java.util.List;

/**
 * The end of a forked JVM that did not announce it, as far as it can be told.
 *
 * @param exitCode of the JVM
 * @param calledBack whether it had come so far that it reached the launcher
 * @param outOfMemory whether it printed that memory ran out
 * @param outOfFiles whether it printed that the limit on open files was reached
 * @param lines what it printed last
 */
record ForkDeath(int exitCode, boolean calledBack, boolean outOfMemory, boolean outOfFiles, List<String> lines) {

    /** An exit code above it is that of a signal, whose number is the rest (POSIX, and {@link Process#exitValue} on Unix). */
    private static final int SIGNALS = 128;

    private static final int LAST_SIGNAL = 64;
    private static final int KILL = 9;

    /** The first line that the JVM prints in front of what is wrong with its arguments. */
    private static final String PREAMBLE = "Error occurred during initialization of VM";

    /** Signs of a JVM whose class path cannot be opened: the file of a class is opened when the class is first used. */
    private static final List<String> NOT_LOADED = List.of(
            "NoClassDefFoundError", "ClassNotFoundException", "java.util.zip.ZipFile", "Error opening zip file");

    /** Returns whether a line of a JVM's output says that the limit on open files was reached. */
    static boolean isOutOfFiles(String line) {
        return line.contains("Too many open files");
    }

    /** Returns the failure. */
    ForkException failure() {
        if (outOfMemory) {
            return new ForkException(
                    "the forked JVM ran out of memory; give it more with -jvmArgs -Xmx2g, or load less", List.of());
        }
        if (outOfFiles) {
            return new ForkException(
                    "the forked JVM reached the limit on open files (Too many open files); raise it with ulimit -n, or"
                            + " load less",
                    lines);
        }
        if (exitCode - SIGNALS == KILL) {
            return new ForkException(
                    "the forked JVM was killed (signal 9), by someone or by the system because memory ran out", lines);
        }
        if (exitCode > SIGNALS && exitCode <= SIGNALS + LAST_SIGNAL) {
            return new ForkException("the forked JVM was ended by signal " + (exitCode - SIGNALS), lines);
        }
        String ended = "the forked JVM ended with exit code " + exitCode;
        if (lines.stream().anyMatch(line -> NOT_LOADED.stream().anyMatch(line::contains))) {
            return new ForkException(
                    ended + ": it could not load its own classes; is the limit on open files reached (see ulimit -n)?",
                    lines);
        }
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
