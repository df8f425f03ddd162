package io.varcas.cli.flag;

import io.varcas.result.WholeFile;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The format of a prediction, and the file that it is written to beside the text on the console. */
public final class PrintFlags {

    private static final String TEXT = "text";
    private static final String JSON = "json";
    private static final List<String> BY_ENDING = List.of(JSON, "html");

    @Option(
            names = "-rf",
            paramLabel = "<format>",
            description = "Format: text or json, for roofline also html (default: by the ending of -rff, else text).")
    @Nullable
    String format;

    @Option(
            names = "-rff",
            paramLabel = "<file>",
            description = "Write the format to this file, and text to the console; an existing file is replaced.")
    @Nullable
    Path file;

    /**
     * Rejects an unknown format and a file that cannot be written, before the work.
     *
     * @param pages names of formats beside text and JSON, which the command writes itself
     * @throws UsageException if the format is none of these, or the file cannot be written
     */
    public void check(String... pages) {
        List<String> known = new ArrayList<>(List.of(TEXT, JSON));
        known.addAll(List.of(pages));
        if (!known.contains(format())) {
            throw new UsageException(DidYouMean.message("format", format(), known));
        }
        OutputFile.check("-rff", file);
    }

    /** Returns the name of the format: as given, else by the ending of the file, else text. */
    public String format() {
        if (format != null) {
            return format;
        }
        String name = String.valueOf(file);
        return BY_ENDING.stream()
                .filter(ending -> name.endsWith("." + ending))
                .findFirst()
                .orElse(TEXT);
    }

    /**
     * Returns the file to write.
     *
     * @param otherwise the file if none was named
     */
    public Path fileOr(Path otherwise) {
        return file == null ? otherwise : file;
    }

    /**
     * Returns the lines to print, after writing the file if one was named for text or JSON.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public List<String> lines(Supplier<List<String>> text, Supplier<String> json) {
        boolean isJson = format().equals(JSON);
        if (file == null || !(isJson || format().equals(TEXT))) {
            return isJson ? List.of(json.get()) : text.get();
        }
        List<String> lines = text.get();
        byte[] bytes = (isJson ? json.get() : String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            WholeFile.write(file, out -> out.write(bytes));
        } catch (IOException refused) {
            throw new UncheckedIOException(file + " cannot be written", refused);
        }
        return WholeFile.isStandardOutput(file) ? List.of() : lines;
    }
}
