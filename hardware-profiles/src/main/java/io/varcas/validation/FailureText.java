package io.varcas.validation;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** One line for people about something that was thrown: the file, what is wrong with it, what to do; never the name of a Java class. */
public final class FailureText {

    /** Messages of operating systems, and their meaning for the user. */
    private static final Map<String, String> SYSTEM = Map.of(
            "No space left on device", "the disk is full (No space left on device)",
            "Disk quota exceeded", "the disk quota is used up (Disk quota exceeded)",
            "File too large", "the limit on the size of a file is reached (File too large; see ulimit -f)",
            "Too many open files", "the limit on open files is reached (Too many open files; see ulimit -n)",
            "Read-only file system", "it is on a file system that cannot be written (Read-only file system)",
            "Broken pipe", "nothing reads it any more (Broken pipe)");

    private static final int DEEPEST_CAUSE = 100;

    /** A word of a message, such as a value, of which the middle is left out; longer than any path but unusual ones. */
    private static final int LONGEST_WORD = 400;

    private static final int LONGEST_MESSAGE = 4_000;

    /** A cause that an exception quotes, as in {@code PKIX path building failed: sun.security...Exception: unable to find...}. */
    private static final Pattern QUOTED_CLASS =
            Pattern.compile("\\b(?:[a-z]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error)(?:: |$)");

    private FailureText() {}

    /**
     * Returns the line.
     *
     * @param thrown what was thrown
     */
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
            if (message.equals(cause.toString())) {
                return of(cause);
            }
            boolean named =
                    cause instanceof FileSystemException file && message.contains(String.valueOf(file.getFile()));
            return message + ": " + (named ? reason(cause) : of(cause));
        }
        if (thrown instanceof UnresolvedAddressException) {
            return "unknown host";
        }
        if (thrown instanceof UnknownHostException && thrown.getMessage() != null) {
            return "unknown host " + thrown.getMessage().replaceFirst(": .*", "");
        }
        if (thrown instanceof CharacterCodingException && isBare(thrown)) {
            return "a text is not UTF-8";
        }
        if (thrown instanceof EOFException && thrown.getMessage() == null) {
            return "a file ends in the middle";
        }
        if (thrown instanceof StackOverflowError) {
            return "something is nested too deeply to be read";
        }
        if (isOutOfFiles(thrown)) {
            return "the limit on open files is reached (Too many open files; see ulimit -n)";
        }
        if (thrown instanceof NoClassDefFoundError && thrown.getCause() != null) {
            return "a class cannot be loaded (" + thrown.getMessage()
                    + "); is the limit on open files reached (see ulimit -n), or is the class path incomplete?";
        }
        if (thrown instanceof LinkageError) {
            return thrown.getMessage() == null
                    ? "a class cannot be loaded; is the limit on open files reached (see ulimit -n)?"
                    : "the classes do not fit together (" + thrown.getMessage() + "); build again from clean";
        }
        String message = thrown.getMessage();
        return message == null || message.isBlank()
                ? "an internal error" + place(thrown)
                : withoutClasses(system(firstLine(message)));
    }

    /**
     * Returns the line for a message that names the file already: the reason alone.
     *
     * @param thrown what was thrown when the file was used
     */
    public static String reason(Throwable thrown) {
        return thrown instanceof FileSystemException file ? reasonOf(file) : of(thrown);
    }

    /**
     * Returns a message without the names of exception classes that it quotes.
     *
     * @param message one line
     */
    public static String withoutClasses(String message) {
        return QUOTED_CLASS.matcher(message).replaceAll("");
    }

    /**
     * Returns a message that people can read, however long the values in it are: the middle of a value, or of the whole, is left out, and
     * the rule that stands behind the value stays.
     *
     * @param line one line
     */
    public static String shortened(String line) {
        StringBuilder words = new StringBuilder();
        for (int from = 0; from < line.length(); ) {
            int space = line.indexOf(' ', from);
            int to = space < 0 ? line.length() : space + 1;
            words.append(withoutMiddle(line.substring(from, to), LONGEST_WORD));
            from = to;
        }
        return withoutMiddle(words.toString(), LONGEST_MESSAGE);
    }

    private static String withoutMiddle(String text, int most) {
        int length = text.codePointCount(0, text.length());
        if (length <= most) {
            return text;
        }
        int kept = most / 4;
        return text.substring(0, text.offsetByCodePoints(0, kept))
                + String.format(Locale.ROOT, " ...(%,d characters left out)... ", length - 2 * kept)
                + text.substring(text.offsetByCodePoints(text.length(), -kept));
    }

    /** Returns whether a message of the JDK gives no more than a length. */
    private static boolean isBare(Throwable thrown) {
        return thrown.getMessage() == null || thrown.getMessage().startsWith("Input length = ");
    }

    /**
     * Returns whether memory ran out: nothing that happens after that is of interest.
     *
     * @param thrown what was thrown, possibly because of that
     */
    public static boolean isOutOfMemory(Throwable thrown) {
        return rootOf(thrown) instanceof OutOfMemoryError;
    }

    /**
     * Returns whether a message is that of an operating system about a limit or a medium.
     *
     * @param message the message of an exception
     */
    public static boolean isOfSystem(String message) {
        return SYSTEM.keySet().stream().anyMatch(message::endsWith);
    }

    /**
     * Returns what was thrown first, of which the rest came.
     *
     * @param thrown what was thrown last
     */
    public static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; depth < DEEPEST_CAUSE && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return root;
    }

    /** Returns whether an error came about because the limit on open files kept the JVM from a file of its class path. */
    private static boolean isOutOfFiles(Throwable thrown) {
        String root = rootOf(thrown).getMessage();
        return thrown instanceof Error && root != null && root.contains("Too many open files");
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
        return file + ": " + reasonOf(fault);
    }

    private static String reasonOf(FileSystemException fault) {
        if (fault instanceof NoSuchFileException) {
            return "no such file";
        }
        if (fault instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (fault instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        return fault.getReason() == null ? "it cannot be used" : system(fault.getReason());
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
