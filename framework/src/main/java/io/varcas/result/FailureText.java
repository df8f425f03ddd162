package io.varcas.result;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One line for people about something that was thrown: the file, what is wrong with it, what to do; never the name of a Java class. */
public final class FailureText {

    /** What operating systems say, and what it means for the user. */
    private static final Map<String, String> SYSTEM = Map.of(
            "No space left on device", "the disk is full (No space left on device)",
            "Disk quota exceeded", "the disk quota is used up (Disk quota exceeded)",
            "File too large", "the limit on the size of a file is reached (File too large; see ulimit -f)",
            "Too many open files", "the limit on open files is reached (Too many open files; see ulimit -n)",
            "Read-only file system", "it is on a file system that cannot be written (Read-only file system)",
            "Broken pipe", "nothing reads it any more (Broken pipe)");

    private static final int DEEPEST_CAUSE = 100;

    private FailureText() {}

    /** Returns the line. */
    public static String of(Throwable thrown) {
        if (isOutOfMemory(thrown)) {
            return "not enough memory (" + rootOf(thrown).getMessage() + "); give the JVM more with -Xmx";
        }
        if (thrown instanceof FileSystemException file) {
            return of(file);
        }
        if (thrown instanceof UncheckedIOException wrapped) {
            IOException cause = Objects.requireNonNull(wrapped.getCause()); // its constructors want one
            String message = String.valueOf(wrapped.getMessage());
            return message.equals(cause.toString()) ? of(cause) : message + ": " + of(cause);
        }
        if (thrown instanceof CharacterCodingException) {
            return "a text is not UTF-8";
        }
        if (thrown instanceof EOFException && thrown.getMessage() == null) {
            return "a file ends in the middle";
        }
        if (thrown instanceof StackOverflowError) {
            return "something is nested too deeply to be read";
        }
        if (thrown instanceof LinkageError) {
            return thrown.getMessage() == null
                    ? "a class cannot be loaded; is the limit on open files reached (see ulimit -n)?"
                    : "the classes do not fit together (" + thrown.getMessage() + "); build again from clean";
        }
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? "an internal error" + place(thrown) : system(firstLine(message));
    }

    /**
     * Returns whether memory ran out: nothing that happens after that is of interest.
     *
     * @param thrown what was thrown, possibly because of that
     */
    public static boolean isOutOfMemory(Throwable thrown) {
        return rootOf(thrown) instanceof OutOfMemoryError;
    }

    /** Returns whether a message is that of an operating system about a limit or a medium. */
    static boolean isOfSystem(String message) {
        return SYSTEM.keySet().stream().anyMatch(message::endsWith);
    }

    /** Returns what was thrown first, of which the rest came. */
    public static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; depth < DEEPEST_CAUSE && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return root;
    }

    private static String of(FileSystemException fault) {
        String file = String.valueOf(fault.getFile());
        if (fault instanceof NoSuchFileException) {
            return file + " does not exist";
        }
        if (fault instanceof AccessDeniedException) {
            return file + ": permission denied";
        }
        if (fault instanceof FileAlreadyExistsException) {
            return file + " exists already";
        }
        if (fault instanceof NotDirectoryException) {
            return file + " is not a folder";
        }
        if (fault instanceof DirectoryNotEmptyException) {
            return file + ": the folder is not empty";
        }
        return file + ": " + system(reason(fault.getReason()));
    }

    private static String reason(@Nullable String reason) {
        return reason == null ? "cannot be used" : reason;
    }

    private static String system(String message) {
        for (Map.Entry<String, String> said : SYSTEM.entrySet()) {
            if (message.endsWith(said.getKey())) {
                return message.substring(0, message.length() - said.getKey().length()) + said.getValue();
            }
        }
        return message;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }

    private static String place(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length == 0 ? "" : " in " + trace[0].getFileName() + ", line " + trace[0].getLineNumber();
    }
}
