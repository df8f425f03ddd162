package io.varcas.history;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A format of trends; found by {@link java.util.ServiceLoader}. */
public interface TrendFormat {

    /** Returns the name of the format, such as {@code html}. */
    String name();

    /**
     * Writes trends as one document.
     *
     * @param trends the trends, at least one
     * @param out the destination; not closed
     * @throws IOException if they cannot be written
     */
    void write(List<MetricTrend> trends, OutputStream out) throws IOException;
}
