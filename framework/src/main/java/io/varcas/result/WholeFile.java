package io.varcas.result;

import io.varcas.validation.FailureText;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;

/**
 * Writes a file whole or not at all: under another name first, then renamed. A device or a pipe is written through instead: it is no file that
 * could be replaced.
 */
public final class WholeFile {

    private static final Set<Path> STANDARD_OUTPUT = Set.of(Path.of("/dev/stdout"), Path.of("/dev/fd/1"));
    private static final int MOST_NAMES = 1_000;
    private static final String PART = ".part";

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {

        /**
         * Writes it.
         *
         * @param out where to; not closed
         * @throws IOException if it cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    private WholeFile() {}

    /**
     * Writes a file, replacing one of that name. A link to a file of the same folder stays, and its target is
     * replaced.
     *
     * @param file the file
     * @param content writes the content
     * @throws IOException if it cannot be written, or is a link out of its folder, with the file in its message; then the file is as it was
     *     before
     */
    public static void write(Path file, Content content) throws IOException {
        try {
            writeTo(file, content);
        } catch (NoSuchFileException absent) {
            Path folder = file.toAbsolutePath().getParent();
            throw folder == null || Files.isDirectory(folder)
                    ? absent
                    : new FileSystemException(file.toString(), null, "its folder does not exist, or no longer");
        } catch (FileSystemException refused) {
            throw String.valueOf(refused.getFile()).endsWith(PART) ? named(file, refused) : refused;
        } catch (IOException unwritable) {
            String reason = String.valueOf(unwritable.getMessage());
            throw FailureText.isOfSystem(reason)
                    ? (IOException) new FileSystemException(file.toString(), null, reason).initCause(unwritable)
                    : unwritable;
        }
    }

    /** Returns a failure with the name of the file that the user knows, in place of the one it has until it is whole. */
    private static FileSystemException named(Path file, FileSystemException refused) {
        FileSystemException named = refused instanceof AccessDeniedException
                ? new AccessDeniedException(file.toString())
                : new FileSystemException(file.toString(), null, refused.getReason());
        named.initCause(refused);
        return named;
    }

    private static void writeTo(Path file, Content content) throws IOException {
        if (isStandardOutput(file)) {
            // Opened again, a file behind it would be written from its beginning.
            through(new FileOutputStream(FileDescriptor.out), content);
        } else if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            through(Files.newOutputStream(file, StandardOpenOption.WRITE), content);
        } else {
            replace(linked(file), content);
        }
    }

    /**
     * Returns whether a path is something that is written through: a device, a pipe, the console.
     *
     * @param file the path
     */
    public static boolean isWrittenThrough(Path file) {
        return isStandardOutput(file) || (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file));
    }

    /**
     * Returns true if a path names the standard output of the process.
     *
     * @param file the path
     */
    public static boolean isStandardOutput(Path file) {
        return STANDARD_OUTPUT.contains(file);
    }

    /**
     * Returns the file behind a path: itself, or the target of its link in the same folder.
     *
     * @param file the path
     * @throws IOException if it is a link to somewhere else
     */
    public static Path linked(Path file) throws IOException {
        if (!Files.isSymbolicLink(file)) {
            return file;
        }
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent()).toRealPath(); // a link has one
        Path end = folder.resolve(Files.readSymbolicLink(file)).normalize();
        if (!folder.equals(end.getParent()) || Files.isSymbolicLink(end)) {
            throw new FileSystemException(
                    file.toString(), null, "is a link to " + end + ", outside its folder; name that file itself");
        }
        return end;
    }

    private static void through(OutputStream opened, Content content) throws IOException {
        OutputStream out = new BufferedOutputStream(opened);
        content.writeTo(out);
        out.flush();
        if (!(opened instanceof FileOutputStream)) {
            out.close();
        }
    }

    private static void replace(Path file, Content content) throws IOException {
        Path part = null;
        try {
            for (int n = 1; part == null; n++) {
                Path free = file.resolveSibling("." + file.getFileName() + "." + n + PART);
                try {
                    // Unlike a temporary file, it has the mode that files of this user have.
                    Files.newOutputStream(free, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                            .close();
                    part = free;
                } catch (FileAlreadyExistsException taken) {
                    if (n == MOST_NAMES) {
                        throw taken;
                    }
                }
            }
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
                content.writeTo(out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            if (part != null) {
                Files.deleteIfExists(part);
            }
        }
    }
}
