package io.varcas.tune.plan;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes plans for people; found by {@link java.util.ServiceLoader}. */
public interface PlanFormat {

    /** Returns the name after {@code -rf}, which is the extension of its files as well. */
    String name();

    /**
     * Writes plans.
     *
     * @param report the plans
     * @param lines the plans as text, monospaced
     * @param out where to; not closed
     * @throws IOException if it cannot be written
     */
    void write(PlanReport report, List<String> lines, OutputStream out) throws IOException;
}
