package io.varcas.accuracy.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterpreterTest {

    private static final Path SYSTEM = Path.of("/usr/bin/python3");

    @TempDir
    Path folder;

    @Test
    void findsEveryProgramOfTheNameOnThePath() throws IOException {
        Path first = script(Files.createDirectory(folder.resolve("a")), "exit 0");
        Path second = script(Files.createDirectory(folder.resolve("b")), "exit 0");
        Files.createDirectories(folder.resolve("c/python3"));
        String path = folder + "/a::relative:" + folder + "/b:" + folder + "/c:" + folder + "/none";
        assertThat(Interpreter.named("python3", path)).containsExactly(first, second);
        assertThat(Interpreter.named(first.toString(), "")).containsExactly(first);
        assertThat(Interpreter.named(folder + "/none", "")).isEmpty();
    }

    @Test
    void followsALinkOutOfAFolderThatProgramsDoNotSee() throws Exception {
        assumeTrue(Files.isExecutable(SYSTEM), "there is no " + SYSTEM);
        Path link = Files.createSymbolicLink(folder.resolve("python3"), SYSTEM);
        assertThat(Interpreter.of(link).executable()).isEqualTo(SYSTEM.toRealPath());
    }

    @Test
    void rejectsWhatIsNoInterpreter() throws IOException {
        Path script = script(folder, "echo hello");
        assertThatThrownBy(() -> Interpreter.of(script)).hasMessage(script + " is no Python 3 interpreter");
    }

    @Test
    void rejectsAnInstallationThatHoldsTheHomeFolder() throws IOException {
        String home = System.getProperty("user.home");
        Path script =
                script(folder, "printf '%s\\n' " + home + "/bin/python3 " + home + " " + home + " /usr/bin/python3");
        assertThatThrownBy(() -> Interpreter.of(script))
                .hasMessage(script + " is installed in " + home + ", which contains the home folder " + home);
    }

    private static Path script(Path folder, String line) throws IOException {
        Path script = Files.writeString(folder.resolve("python3"), "#!/bin/sh\n" + line + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
