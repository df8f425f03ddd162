package io.varcas.junit;

import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.result.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** The page of a run for people, if {@code varcas-reports} is there to write it. */
final class HtmlPage {

    private static final String FORMAT = "html";

    private HtmlPage() {}

    /** Writes the page into the bundle; returns a line that says where it is, or why there is none. */
    static String write(ResultBundle bundle) {
        Optional<ReportFormat> format = ServiceLoader.load(ReportFormat.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.name().equals(FORMAT))
                .findFirst();
        if (format.isEmpty()) {
            return "Result: " + bundle.folder().toAbsolutePath()
                    + " (no HTML report: io.varcas:varcas-reports is not on the test class path)";
        }
        Path page = bundle.folder().resolve("result." + format.get().extension());
        try {
            WholeFile.write(page, out -> format.get().write(bundle, out));
            return "Report: " + page.toAbsolutePath().normalize().toUri();
        } catch (IOException unwritable) {
            return "Result: " + bundle.folder().toAbsolutePath() + " (the HTML report cannot be written: " + unwritable
                    + ")";
        }
    }
}
