package io.varcas.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A user reads what is wrong, not what class of exception it is. */
class FailureTextTest {

    @Test
    void reportsWhatIsWrongWithAFile() {
        Map.of(
                        new NoSuchFileException("a/b"), "a/b does not exist",
                        new AccessDeniedException("a"), "a: permission denied",
                        new FileAlreadyExistsException("a"), "a exists already",
                        new FileSystemException("a", null, "No space left on device"),
                                "a: the disk is full (No space left on device)",
                        new FileSystemException("a", null, "Read-only file system"),
                                "a: it is on a file system that cannot be written (Read-only file system)",
                        new IOException("request log a: File too large"),
                                "request log a: the limit on the size of a file is reached (File too large; see ulimit"
                                        + " -f)",
                        new UncheckedIOException(new NoSuchFileException("a")), "a does not exist",
                        new UncheckedIOException("out cannot be written", new AccessDeniedException("out")),
                                "out cannot be written: permission denied",
                        new MalformedInputException(1), "a text is not UTF-8")
                .forEach((thrown, line) -> assertThat(FailureText.of(thrown)).isEqualTo(line));
    }

    @Test
    void neverNamesAClass() {
        assertThat(FailureText.of(new OutOfMemoryError("Java heap space")))
                .isEqualTo("not enough memory (Java heap space); give the JVM more with -Xmx");
        assertThat(FailureText.of(new NullPointerException()))
                .startsWith("an internal error in FailureTextTest.java, line");
        assertThat(FailureText.of(new StackOverflowError())).doesNotContain("StackOverflow");
    }

    @Test
    void leavesOutTheClassThatAnExceptionQuotes() {
        assertThat(FailureText.of(new IOException("PKIX path building failed:"
                        + " sun.security.provider.certpath.SunCertPathBuilderException: unable to find a path")))
                .isEqualTo("PKIX path building failed: unable to find a path");
        assertThat(FailureText.of(new UnresolvedAddressException())).isEqualTo("unknown host");
        assertThat(FailureText.of(new UnknownHostException("nowhere.invalid: Name or service not known")))
                .isEqualTo("unknown host nowhere.invalid");
    }

    @Test
    void givesTheReasonAloneToAMessageThatNamesTheFile() {
        assertThat(FailureText.reason(new AccessDeniedException("a"))).isEqualTo("permission denied");
        assertThat(FailureText.reason(new NoSuchFileException("a"))).isEqualTo("no such file");
        assertThat(FailureText.reason(new IOException("File too large"))).startsWith("the limit on the size of a file");
    }

    @Test
    void sawMemoryRunOutBehindWhateverCameOfIt() {
        OutOfMemoryError memory = new OutOfMemoryError("Java heap space");
        Throwable suppressed = new Throwable();
        try {
            memory.addSuppressed(memory);
        } catch (IllegalArgumentException self) {
            suppressed = self; // as a try statement whose body and resource throw the same error
        }
        assertThat(FailureText.of(suppressed)).startsWith("not enough memory (Java heap space)");
        assertThat(FailureText.of(new EOFException())).isEqualTo("a file ends in the middle");
    }
}
