package io.varcas.result;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A format of reports that shows several runs in one document. */
public interface ReportOfRuns extends ReportFormat {

    /**
     * Writes one report of several runs.
     *
     * @param bundles the results and their files, at least one
     * @param out the destination; not closed
     * @throws IOException if the report cannot be written
     */
    void write(List<ResultBundle> bundles, OutputStream out) throws IOException;

    @Override
    default void write(ResultBundle bundle, OutputStream out) throws IOException {
        write(List.of(bundle), out);
    }
}
