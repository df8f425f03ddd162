package io.varcas.cli;

import io.varcas.compare.Comparison;
import io.varcas.compare.ComparisonJson;
import io.varcas.compare.ComparisonMarkdown;
import io.varcas.compare.ComparisonText;
import io.varcas.compare.Decision;
import io.varcas.result.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a comparison goes: text to the console, and a format of choice to a file. */
final class ComparisonOutput {

    /** Formats of a comparison. */
    enum Format {
        /** For a console. */
        TEXT,
        /** For programs. */
        JSON,
        /** For a pull request. */
        MARKDOWN
    }

    @Option(names = "-rf", paramLabel = "<format>", description = "Format: ${COMPLETION-CANDIDATES} (default: text).")
    Format format = Format.TEXT;

    @Option(
            names = "-rff",
            paramLabel = "<file>",
            description = "Write that format to this file, replaced if it is there, and text to the console.")
    @Nullable
    Path file;

    /** Finds out before the work that the file cannot be written. */
    void check() {
        Formats.checkWritable(file);
    }

    void show(Comparison comparison, Decision decision, PrintWriter out) throws IOException {
        if (file == null) {
            out.print(rendered(format, comparison, decision));
        } else {
            String text = rendered(format, comparison, decision);
            WholeFile.write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
            out.print(rendered(Format.TEXT, comparison, decision));
            out.println("# comparison: " + file);
        }
        out.flush();
    }

    static String rendered(Format format, Comparison comparison, Decision decision) throws IOException {
        StringBuilder text = new StringBuilder();
        switch (format) {
            case TEXT -> ComparisonText.write(comparison, Optional.of(decision), text);
            case MARKDOWN -> ComparisonMarkdown.write(comparison, Optional.of(decision), text);
            case JSON -> {
                ByteArrayOutputStream json = new ByteArrayOutputStream();
                ComparisonJson.write(comparison, Optional.of(decision), json);
                text.append(json.toString(StandardCharsets.UTF_8)).append(System.lineSeparator());
            }
        }
        return text.toString();
    }
}
