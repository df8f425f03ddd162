package io.varcas.cli.flag;

import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.result.WholeFile;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The result formats that are on the class path. */
public final class Formats {

    private Formats() {}

    public static Choices<ReportFormat> all() {
        return Choices.onClassPath(ReportFormat.class, "result format", ReportFormat::name);
    }

    public static ReportFormat named(String name) {
        Choices<ReportFormat> formats = all();
        if (formats.all().isEmpty()) {
            throw new UsageException("unknown result format \"" + name
                    + "\"; no formats are on the class path: add io.varcas:varcas-reports");
        }
        return formats.named(name);
    }

    /** Writes a format to a file, or into the bundle; the file is there whole, or as it was before. */
    public static Path write(ReportFormat format, ResultBundle bundle, @Nullable Path file) throws IOException {
        return write(format, bundle, "result", file);
    }

    /** Writes a format to a file, or into the bundle under a name without its extension. */
    public static Path write(ReportFormat format, ResultBundle bundle, String name, @Nullable Path file)
            throws IOException {
        Path target = file == null ? bundle.folder().resolve(name + "." + format.extension()) : file;
        WholeFile.write(target, out -> format.write(bundle, out));
        return target;
    }
}
