package io.varcas.cli.tune;

import io.varcas.cli.flag.Choices;
import io.varcas.cli.flag.OutputFile;
import io.varcas.result.WholeFile;
import io.varcas.tune.capacity.CapacityFormat;
import io.varcas.tune.capacity.CapacityJson;
import io.varcas.tune.capacity.CapacityResult;
import io.varcas.validation.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The destinations of a result: text to the console, the page into the folder of the search, and a chosen format to a file. */
final class CapacityOutput {

    private static final String TEXT = "text";
    private static final String HTML = "html";

    @Option(
            names = "-rf",
            paramLabel = "<format>",
            defaultValue = TEXT,
            description = "Format: text, json, html or a custom one (default: ${DEFAULT-VALUE}).")
    String format = TEXT;

    @Option(
            names = "-rff",
            paramLabel = "<file>",
            description = "Write the format to this file, and text to the console; an existing file is replaced.")
    @Nullable
    Path file;

    /** Finds out before the work that there is no such format, or that the file cannot be written. */
    void check() {
        CapacityFormat unused = named(format);
        OutputFile.check("-rff", file);
    }

    void show(CapacityResult result, Path folder, PrintWriter out) throws IOException {
        Path target = file;
        if (target != null) {
            write(named(format), result, target);
        }
        boolean console = target == null || !WholeFile.isStandardOutput(target);
        if (console) {
            out.print(rendered(target == null ? named(format) : named(TEXT), result));
        }
        Optional<CapacityFormat> page = formats().names().contains(HTML) ? Optional.of(named(HTML)) : Optional.empty();
        if (page.isPresent()) {
            write(page.get(), result, folder.resolve("capacity.html"));
        }
        if (console && !(target == null && format.equals("json"))) {
            out.println("# Result: " + folder.resolve(CapacityJson.FILE)
                    + (page.isPresent() ? ", page: " + folder.resolve("capacity.html") : ""));
            if (target != null) {
                out.println("# " + format + " result: " + target);
            }
        }
        out.flush();
    }

    private static void write(CapacityFormat format, CapacityResult result, Path file) throws IOException {
        WholeFile.write(file, stream -> format.write(result, stream));
    }

    private static String rendered(CapacityFormat format, CapacityResult result) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        format.write(result, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Choices<CapacityFormat> formats() {
        return Choices.onClassPath(CapacityFormat.class, "format of a capacity", CapacityFormat::name);
    }

    private static CapacityFormat named(String name) {
        Choices<CapacityFormat> formats = formats();
        if (name.equals(TEXT) && !formats.names().contains(TEXT)) {
            throw new UsageException(
                    "the text format of capacities is missing; add io.varcas:varcas-reports to the class path");
        }
        return formats.named(name.toLowerCase(Locale.ROOT));
    }
}
