package io.varcas.cli;

import io.varcas.runner.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that a flag names to be written. */
final class OutputFile {

    private OutputFile() {}

    /**
     * Finds out before the costly part, not after it, that a file cannot be written.
     *
     * @param flag the flag that names it
     * @param file null if the flag was not given
     * @throws UsageException if its folder does not exist or is not writable, or it is a folder itself
     */
    static void check(String flag, @Nullable Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new UsageException(flag + " " + file + ": cannot be written; its folder must exist and be writable");
        }
    }
}
