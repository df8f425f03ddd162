package io.varcas.fork;

import io.varcas.validation.FailureText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Stack traces as lines. */
final class Traces {

    private static final int MOST_LINES = 20;

    private Traces() {}

    /** Returns the first lines of a trace, which name the place; none if memory ran out. */
    static List<String> of(Throwable thrown) {
        if (FailureText.isOutOfMemory(thrown)) {
            return List.of(); // where memory ran out is chance
        }
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString().lines().limit(MOST_LINES).toList();
    }
}
