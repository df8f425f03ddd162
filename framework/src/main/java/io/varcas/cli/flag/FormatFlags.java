package io.varcas.cli.flag;

import io.varcas.result.ReportFormat;
import io.varcas.validation.UsageException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In which formats a result is written, and where; the same for a run and for {@code report}. */
public final class FormatFlags {

    private final Flag formats;
    private final Flag file;

    public FormatFlags(Flags flags) {
        formats = flags.add(Flag.separated(
                "-rf", "<format>", "Write the result in these formats, separated by commas; -lrf lists them."));
        file = flags.add(Flag.text(
                "-rff",
                "<file>",
                "Write a single format to this file instead of the bundle; an existing file is replaced."));
    }

    /**
     * Finds out before the work which formats are meant, and that they can be written.
     *
     * @throws UsageException if there is no such format, or one file is to hold several or cannot be written
     */
    public List<ReportFormat> chosen() {
        List<ReportFormat> chosen =
                formats.texts().stream().distinct().map(Formats::named).toList();
        if (file() != null && chosen.size() > 1) {
            throw new UsageException("-rff " + file() + ": a file holds one format, but -rf names " + chosen.size()
                    + "; leave out -rff to write each into the bundle");
        }
        OutputFile.check("-rff", file());
        return chosen;
    }

    /**
     * Returns the same, for a command that writes nothing if no format is named.
     *
     * @throws UsageException if so, or if there is a file and no format for it
     */
    public List<ReportFormat> named() {
        List<ReportFormat> chosen = chosen();
        if (file() != null && chosen.isEmpty()) {
            throw new UsageException(
                    "-rff " + file() + ": needs a format; add -rf html or another one that -lrf lists");
        }
        return chosen;
    }

    /** Returns the file that the result goes to, if it is not to go into the bundle. */
    @Nullable
    public Path file() {
        return file.file();
    }
}
