package io.varcas.cli.flag;

import io.varcas.result.WholeFile;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that a flag names to be written. */
public final class OutputFile {

    private OutputFile() {}

    /**
     * Finds out before the costly part, not after it, that a file cannot be written.
     *
     * @param flag the flag that names it
     * @param file null if the flag was not given
     * @throws UsageException if its folder does not exist or is not writable, or it is a folder itself
     */
    public static void check(String flag, @Nullable Path file) {
        if (file == null) {
            return;
        }
        if (WholeFile.isWrittenThrough(file)) {
            if (!Files.isWritable(file)) {
                throw new UsageException(flag + " " + file + ": permission denied");
            }
            return;
        }
        Path folder = linked(flag, file).toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new UsageException(flag + " " + file + ": cannot be written; its folder must exist and be writable");
        }
    }

    /**
     * Opens a file for what is printed as a run goes on.
     *
     * @param flag the flag that names it
     * @param file the file; a device or a pipe is written through
     * @throws UsageException if it cannot be written
     */
    public static OutputStream open(String flag, Path file) {
        check(flag, file);
        if (WholeFile.isStandardOutput(file)) {
            return console();
        }
        try {
            return new FileOutputStream((WholeFile.isWrittenThrough(file) ? file : linked(flag, file)).toFile());
        } catch (FileNotFoundException refused) {
            throw new UsageException(flag + " " + file + ": cannot be opened for writing");
        }
    }

    /** Returns what the process prints to; closing it leaves it open for what is printed later. */
    public static OutputStream console() {
        return new FileOutputStream(FileDescriptor.out) {
            @Override
            public void close() {
                // it is not this command's to close
            }
        };
    }

    private static Path linked(String flag, Path file) {
        try {
            return WholeFile.linked(file);
        } catch (IOException outside) {
            throw new UsageException(flag + " " + FailureText.of(outside));
        }
    }
}
