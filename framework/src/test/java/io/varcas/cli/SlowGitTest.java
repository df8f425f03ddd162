package io.varcas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.result.ResultBundle;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A git that does not answer, first on the path of a run. */
@Tag("slow")
@Timeout(240)
@DisabledOnOs(OS.WINDOWS)
class SlowGitTest {

    @TempDir
    Path folder;

    private Path asked;

    @BeforeEach
    void putAGitThatSleepsOnThePath() throws IOException {
        asked = folder.resolve("asked");
        Path git = Files.writeString(
                Files.createDirectory(folder.resolve("bin")).resolve("git"),
                "#!/bin/sh\necho $$ >> '" + asked + "'\nsleep 1000 &\necho $! >> '" + asked + "'\nwait\n");
        Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private ResultBundle run(String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "Moody",
                "-f",
                "0",
                "-wi",
                "0",
                "-i",
                "1",
                "-r",
                "300ms",
                "-out",
                folder.resolve("out").toString()));
        arguments.addAll(List.of(more));
        String path = folder.resolve("bin") + File.pathSeparator + System.getenv("PATH");
        try (ChildClient client = ChildClient.start(folder, Map.of("PATH", path), arguments.toArray(String[]::new))) {
            client.await(); // with a code that depends on the report formats of the class path
            assertThat(client.printed()).contains("# Run complete");
        }
        try (Stream<Path> bundles = Files.list(folder.resolve("out"))) {
            return ResultBundle.open(bundles.findFirst().orElseThrow());
        }
    }

    @Test
    void holdsNoRunAndIsEndedWithWhatItStarted() throws IOException, InterruptedException {
        assertThat(run().result().source()).isEmpty();
        assertThat(Files.readAllLines(asked)).hasSizeGreaterThanOrEqualTo(2).noneMatch(SlowGitTest::isRunning);
    }

    @Test
    void isNotAskedWhereTheRevisionIsNotWanted() throws IOException, InterruptedException {
        assertThat(run("-p", "revision=false").result().source()).isEmpty();
        assertThat(asked).doesNotExist();
    }

    /** A child that was ended and that nobody waited for is a zombie, which has no command. */
    private static boolean isRunning(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .isPresent();
    }
}
