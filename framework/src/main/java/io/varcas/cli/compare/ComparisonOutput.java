package io.varcas.cli.compare;

import io.varcas.cli.flag.Choices;
import io.varcas.cli.flag.OutputFile;
import io.varcas.compare.Candidates;
import io.varcas.compare.Comparison;
import io.varcas.compare.ComparisonFormat;
import io.varcas.compare.Decision;
import io.varcas.result.WholeFile;
import io.varcas.validation.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The destinations of a comparison: text to the console, and a chosen format to a file. */
final class ComparisonOutput {

    private static final String TEXT = "text";

    @Option(
            names = "-rf",
            paramLabel = "<format>",
            defaultValue = TEXT,
            description = "Format: text, json, markdown, html or a custom one (default: ${DEFAULT-VALUE}).")
    String format = TEXT;

    @Option(
            names = "-rff",
            paramLabel = "<file>",
            description = "Write the format to this file, and text to the console; an existing file is replaced.")
    @Nullable
    Path file;

    /** Finds out before the work that there is no such format, or that the file cannot be written. */
    void check() {
        named(format);
        OutputFile.check("-rff", file);
    }

    void show(Comparison comparison, Decision decision, PrintWriter out) throws IOException {
        show((format, stream) -> format.write(comparison, Optional.of(decision), stream), out);
    }

    void show(Candidates candidates, PrintWriter out) throws IOException {
        if (candidates.judged().size() == 1) {
            Candidates.Judged only = candidates.judged().get(0);
            show(only.comparison(), only.decision(), out);
        } else {
            show((format, stream) -> format.write(candidates, stream), out);
        }
    }

    static String rendered(ComparisonFormat format, Comparison comparison, Decision decision) throws IOException {
        return rendered((any, stream) -> any.write(comparison, Optional.of(decision), stream), format);
    }

    /** A document in some format. */
    private interface Document {
        void write(ComparisonFormat format, OutputStream out) throws IOException;
    }

    private void show(Document document, PrintWriter out) throws IOException {
        String text = rendered(document, named(format));
        if (file == null) {
            out.print(text);
        } else {
            WholeFile.write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
            if (!WholeFile.isStandardOutput(file)) {
                out.print(rendered(document, named(TEXT)));
                out.println("# comparison: " + file);
            }
        }
        out.flush();
    }

    private static String rendered(Document document, ComparisonFormat format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.write(format, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static ComparisonFormat named(String name) {
        Choices<ComparisonFormat> formats =
                Choices.onClassPath(ComparisonFormat.class, "format of a comparison", ComparisonFormat::name);
        if (name.equals(TEXT) && !formats.names().contains(TEXT)) {
            throw new UsageException(
                    "the text format of comparisons is missing; add io.varcas:varcas-reports to the class path");
        }
        return formats.named(name.toLowerCase(Locale.ROOT));
    }
}
