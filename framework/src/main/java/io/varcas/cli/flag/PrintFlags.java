package io.varcas.cli.flag;

import io.varcas.result.WholeFile;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The flag that says whether what was worked out is for people, for programs, or for both. */
public final class PrintFlag {

    private static final String TEXT = "text";
    private static final String JSON = "json";
    private static final String FILE = ".json";

    @Option(
            names = "--output",
            paramLabel = "<text|json|file.json>",
            description =
                    "Print text or JSON; a file name writes JSON there and prints text (default: ${DEFAULT-VALUE}).")
    String output = TEXT;

    /**
     * Finds out before the work that it is none of these, or that the file cannot be written.
     *
     * @throws UsageException if so
     */
    public void check() {
        if (!output.equals(TEXT) && !output.equals(JSON) && !output.endsWith(FILE)) {
            throw new UsageException(
                    "unknown output \"" + output + "\"; use text, json, or a file name that ends in " + FILE);
        }
        if (output.endsWith(FILE)) {
            OutputFile.check("--output", Path.of(output));
        }
    }

    /**
     * Returns what to print, once a file is written if that was asked.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public List<String> lines(Supplier<List<String>> text, Supplier<String> json) {
        if (output.equals(JSON)) {
            return List.of(json.get());
        }
        if (output.endsWith(FILE)) {
            try {
                byte[] bytes = json.get().getBytes(StandardCharsets.UTF_8);
                WholeFile.write(Path.of(output), out -> out.write(bytes));
            } catch (IOException refused) {
                throw new UncheckedIOException(output + " cannot be written", refused);
            }
        }
        return text.get();
    }
}
