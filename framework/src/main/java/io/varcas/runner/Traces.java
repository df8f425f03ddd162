package io.varcas.runner;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Stack traces as lines. */
final class Traces {

    private static final int MOST_LINES = 20;

    private Traces() {}

    /** Returns the first lines of a trace, which name the place. */
    static List<String> of(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString().lines().limit(MOST_LINES).toList();
    }
}
