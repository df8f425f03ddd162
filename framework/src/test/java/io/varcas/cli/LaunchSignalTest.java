package io.varcas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.varcas.result.ResultBundle;
import io.varcas.result.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is told to end, or killed, while the server that it launched starts or serves. */
@Tag("slow")
@Timeout(120)
class LaunchSignalTest {

    @TempDir
    Path folder;

    @BeforeEach
    void needsLinux() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/setsid")) && Files.isDirectory(Path.of("/proc/self")),
                "needs setsid and /proc");
    }

    @ParameterizedTest
    @CsvSource({"KILL, serve", "TERM, serve", "KILL, start", "TERM, start"})
    void leavesNoServer(String signal, String phase) throws IOException, InterruptedException {
        boolean starts = phase.equals("start");
        String java = System.getProperty("java.home") + "/bin/java";
        String command = starts
                ? "sh -c 'echo slow; sleep 600' server ${port}"
                : java + " -XX:TieredStopAtLevel=1 " + Main.class.getName() + " serve --port ${port}";
        try (ChildClient run = ChildClient.start(
                folder,
                Map.of("CLASSPATH", System.getProperty("java.class.path")),
                "Moody",
                "-wi",
                "0",
                "-i",
                "9000",
                "-r",
                "200ms",
                "-target",
                "launch:" + command)) {
            run.awaitPrinted(starts ? "# Server: starting" : "Iteration   2:");
            ProcessHandle guard = run.handle()
                    .children()
                    .filter(child -> child.info().commandLine().orElse("").contains("varcas-guard"))
                    .findFirst()
                    .orElseThrow();
            List<ProcessHandle> family =
                    Stream.concat(Stream.of(guard), guard.descendants()).toList();
            assertThat(family).hasSizeGreaterThanOrEqualTo(3);

            assertThat(new ProcessBuilder(
                                    "kill",
                                    "-" + signal,
                                    String.valueOf(run.handle().pid()))
                            .start()
                            .waitFor())
                    .isZero();
            run.await();

            while (family.stream().anyMatch(LaunchSignalTest::runs)) {
                Thread.sleep(50); // bounded by the limit of the test
            }
            if (signal.equals("TERM") && !starts) {
                assertThat(ResultBundle.open(only("results")).result().status()).isEqualTo(Status.INTERRUPTED);
            }
            if (!starts) {
                assertThat(Files.readString(only("results").resolve("server.log")))
                        .contains("SIMULATED vLLM");
            }
        }
    }

    private Path only(String name) throws IOException {
        try (Stream<Path> bundles = Files.list(folder.resolve(name))) {
            return bundles.toList().get(0);
        }
    }

    /** Returns whether a process runs; an orphan that has ended may wait for its reaper. */
    private static boolean runs(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException ended) {
            return false;
        }
    }
}
