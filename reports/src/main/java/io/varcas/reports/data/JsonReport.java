package io.varcas.reports.data;

import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import java.io.IOException;
import java.io.OutputStream;

/** The result as it is in {@code result.json}. */
public final class JsonReport implements ReportFormat {

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String extension() {
        return "json";
    }

    @Override
    public String description() {
        return "everything, for programs; result.schema.json describes it";
    }

    @Override
    public void write(ResultBundle bundle, OutputStream out) throws IOException {
        bundle.writeJson(out);
    }
}
