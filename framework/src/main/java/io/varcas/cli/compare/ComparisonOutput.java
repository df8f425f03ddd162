package io.varcas.cli.compare;

import io.varcas.cli.flag.Choices;
import io.varcas.cli.flag.OutputFile;
import io.varcas.compare.Comparison;
import io.varcas.compare.ComparisonFormat;
import io.varcas.compare.ComparisonJson;
import io.varcas.compare.ComparisonMarkdown;
import io.varcas.compare.ComparisonText;
import io.varcas.compare.Decision;
import io.varcas.result.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a comparison goes: text to the console, and a format of choice to a file. */
final class ComparisonOutput {

    /** Formats that are always there; {@link ServiceLoader} finds the others. */
    enum Format implements ComparisonFormat {
        /** For a console. */
        TEXT,
        /** For programs. */
        JSON,
        /** For a pull request. */
        MARKDOWN;

        @Override
        public void write(Comparison comparison, Optional<Decision> decision, OutputStream out) throws IOException {
            StringBuilder text = new StringBuilder();
            switch (this) {
                case TEXT -> ComparisonText.write(comparison, decision, text);
                case MARKDOWN -> ComparisonMarkdown.write(comparison, decision, text);
                case JSON -> {
                    ComparisonJson.write(comparison, decision, out);
                    text.append(System.lineSeparator());
                }
            }
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Option(
            names = "-rf",
            paramLabel = "<format>",
            defaultValue = "text",
            description = "Format: text, json, markdown, or html where the reports are on the class path"
                    + " (default: ${DEFAULT-VALUE}).")
    String format = "text";

    @Option(
            names = "-rff",
            paramLabel = "<file>",
            description = "Write that format to this file, replaced if it is there, and text to the console.")
    @Nullable
    Path file;

    /** Finds out before the work that there is no such format, or that the file cannot be written. */
    void check() {
        named(format);
        OutputFile.check("-rff", file);
    }

    void show(Comparison comparison, Decision decision, PrintWriter out) throws IOException {
        String text = rendered(named(format), comparison, decision);
        if (file == null) {
            out.print(text);
        } else {
            WholeFile.write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
            if (!WholeFile.isStandardOutput(file)) {
                out.print(rendered(Format.TEXT, comparison, decision));
                out.println("# comparison: " + file);
            }
        }
        out.flush();
    }

    static String rendered(ComparisonFormat format, Comparison comparison, Decision decision) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        format.write(comparison, Optional.of(decision), bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static ComparisonFormat named(String name) {
        List<ComparisonFormat> all = Stream.concat(
                        Stream.of(Format.values()),
                        ServiceLoader.load(ComparisonFormat.class).stream().map(ServiceLoader.Provider::get))
                .toList();
        return new Choices<>("format of a comparison", all, ComparisonOutput::nameOf)
                .named(name.toLowerCase(Locale.ROOT));
    }

    private static String nameOf(ComparisonFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
