package io.varcas.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.varcas.validation.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    Path folder;

    private static void write(Path file, String text) throws IOException {
        WholeFile.write(file, out -> out.write(text.getBytes(UTF_8)));
    }

    @Test
    void hasTheModeOfAnyOtherFile() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        Path plain = Files.writeString(folder.resolve("plain"), "");
        write(folder.resolve("whole"), "text");
        assertThat(Files.getPosixFilePermissions(folder.resolve("whole")))
                .isEqualTo(Files.getPosixFilePermissions(plain));
    }

    @Test
    void writesThroughADevice() throws IOException {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.isWritable(device));
        write(device, "text");
        assertThat(Files.isRegularFile(device)).isFalse();
        assertThat(WholeFile.isWrittenThrough(device)).isTrue();
    }

    @Test
    void reportsThatADeviceIsFull() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        assertThatThrownBy(() -> write(full, "text")).hasMessageContaining("No space left");
        assertThat(Files.isRegularFile(full)).isFalse();
    }

    @Test
    void writesThroughAPipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(isMade("mkfifo", pipe.toString()), "there are no pipes");
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException broken) {
                return broken.toString();
            }
        });
        write(pipe, "text");
        assertThat(read.get()).isEqualTo("text");
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    @Test
    void keepsALinkWithinTheFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        write(link, "new");
        assertThat(file).hasContent("new");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void followsNoLinkOutOfTheFolder() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path file = Files.writeString(elsewhere.resolve("file"), "old");
        Path link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("here")).resolve("link"), file);
        assertThatThrownBy(() -> write(link, "new"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a link to " + file.toRealPath());
        assertThat(file).hasContent("old");
        assertThat(link).isSymbolicLink();
    }

    private static boolean isMade(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    @Test
    void namesTheFileThatCouldNotBeWrittenWhole() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        assertThatThrownBy(() -> write(full, "text"))
                .satisfies(thrown -> assertThat(FailureText.of(thrown))
                        .isEqualTo("/dev/full: the disk is full (No space left on device)"));
    }

    @Test
    void reportsThatTheFolderIsGone() {
        Path file = folder.resolve("gone").resolve("file");
        assertThatThrownBy(() -> write(file, "text"))
                .satisfies(thrown -> assertThat(FailureText.of(thrown))
                        .isEqualTo(file + ": its folder does not exist, or no longer"));
    }

    @Test
    void leavesNothingOfWhatFailsOnTheWay() throws IOException {
        Path file = folder.resolve("file");
        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }))
                .satisfies(thrown -> assertThat(FailureText.of(thrown)).startsWith(file + ": the disk is full"));
        assertThat(folder).isEmptyDirectory();
    }
}
