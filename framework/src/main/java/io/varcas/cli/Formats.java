package io.varcas.cli;

import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.result.WholeFile;
import io.varcas.runner.UsageException;
import io.varcas.setting.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The result formats that are on the class path. */
final class Formats {

    private Formats() {}

    static List<ReportFormat> all() {
        return ServiceLoader.load(ReportFormat.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(ReportFormat::name))
                .toList();
    }

    static ReportFormat named(String name) {
        List<ReportFormat> all = all();
        return all.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("unknown result format \"" + name + "\""
                        + (all.isEmpty()
                                ? "; no formats are on the class path: add io.varcas:varcas-reports"
                                : Nearest.hint(
                                        name,
                                        all.stream().map(ReportFormat::name).toList()))));
    }

    /** Finds out before the run, not after it, that a file cannot be written. */
    static void checkWritable(@Nullable Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new UsageException("-rff " + file + ": cannot be written; its folder must exist and be writable");
        }
    }

    /** Writes a format to a file, or into the bundle; the file is there whole, or as it was before. */
    static Path write(ReportFormat format, ResultBundle bundle, @Nullable Path file) throws IOException {
        Path target = file == null ? bundle.folder().resolve("result." + format.extension()) : file;
        WholeFile.write(target, out -> format.write(bundle, out));
        return target;
    }
}
