package io.varcas.junit;

import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Stands in for the HTML report, which is in a module above. */
public final class PlainPage implements ReportFormat {

    @Override
    public String name() {
        return "html";
    }

    @Override
    public String extension() {
        return "html";
    }

    @Override
    public String description() {
        return "a page that says little";
    }

    @Override
    public void write(ResultBundle bundle, OutputStream out) throws IOException {
        out.write(("<p>" + bundle.result().id() + "</p>").getBytes(StandardCharsets.UTF_8));
    }
}
