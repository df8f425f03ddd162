package io.varcas.cli;

import io.varcas.cli.flag.ExitCode;
import io.varcas.launch.LaunchException;
import io.varcas.setting.Secrets;
import io.varcas.text.ForeignText;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Prints what ended a command, in one line, and returns its exit code. */
final class Failures {

    /** Environment variable that asks for the stack trace beside the line. */
    private static final String TRACE = "VARCAS_TRACE";

    private static final int MOST_LINES = 50;

    private static final String ADVICE =
            "; this is a bug in Varcas: please report it with what " + TRACE + "=1 in the environment prints";

    private Failures() {}

    /**
     * Prints the line.
     *
     * @param fault what was thrown
     * @param err where to
     * @param environment such as {@link System#getenv()}
     * @return the exit code
     */
    static int tell(Throwable fault, PrintWriter err, Map<String, String> environment) {
        if (fault instanceof UsageException usage) {
            List<String> lines = usage.lines();
            lines.stream()
                    .limit(MOST_LINES)
                    .forEach(line -> err.println("ERROR: " + Secrets.HERE.redacted(ForeignText.message(line))));
            if (lines.size() > MOST_LINES) {
                err.println("ERROR: and " + (lines.size() - MOST_LINES) + " more");
            }
            return ExitCode.USAGE;
        }
        List<String> log = fault instanceof LaunchException launch ? launch.log() : List.of();
        log.forEach(line -> err.println("server.log: " + Secrets.HERE.redacted(ForeignText.line(line))));
        boolean trace = environment.containsKey(TRACE);
        err.println("ERROR: " + Secrets.HERE.redacted(ForeignText.message(FailureText.of(fault)))
                + (isForeseen(fault) || trace ? "" : ADVICE));
        if (trace) {
            fault.printStackTrace(err);
        }
        return ExitCode.FAILED;
    }

    private static boolean isForeseen(Throwable fault) {
        return fault instanceof IOException
                || fault instanceof UncheckedIOException
                || fault instanceof OutOfMemoryError;
    }
}
