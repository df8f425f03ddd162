package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.varcas.cli.Main;
import io.varcas.launch.LaunchException;
import io.varcas.launch.LaunchSpec;
import io.varcas.launch.Ports;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.setting.Settings;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several runs on one server. */
@Tag("slow")
@Timeout(120)
class SharedServerTest {

    @TempDir
    Path out;

    private RunOptions.Builder options(String target) {
        return MoodyRuns.options(out.resolve("runs"), "well").target(target).set(Settings.FORKS, 0);
    }

    private static RunResult run(RunOptions.Builder options, SharedServer server) throws IOException {
        return new Runner(options.build()).on(server).run().result();
    }

    private static String serving() {
        return LaunchSpec.SCHEME + Path.of(System.getProperty("java.home"), "bin", "java")
                + " -cp '" + System.getProperty("java.class.path") + "' " + Main.class.getName()
                + " serve sim: -port ${port}";
    }

    @Test
    void runsShareAnEmbeddedServerAndSendItOtherPrompts() throws IOException {
        try (SharedServer server = new SharedServer(out)) {
            RunResult first = run(options("sim:"), server);
            RunResult second = run(options("sim:"), server);

            assertThat(second.target().uri()).isEqualTo(first.target().uri());
            assertThat(first.trials().get(0).traffic().orElseThrow().repeatedPrompts())
                    .hasValue(0);
            assertThat(second.trials().get(0).status()).isEqualTo(Status.COMPLETED);
            assertThat(second.trials().get(0).traffic().orElseThrow().repeatedPrompts())
                    .hasValue(0);
        }
    }

    @Test
    void refusesARunOfAnotherTarget() throws IOException {
        try (SharedServer server = new SharedServer(out)) {
            var unused = run(options("sim:"), server);

            assertThatThrownBy(() -> run(options("sim:max-num-seqs=4"), server))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("the open server is sim:, and the run measures sim:max-num-seqs=4");
        }
    }

    @Test
    void aLaunchedServerEndsWithItsRunsAndNotBefore() throws IOException {
        needsLinux();
        int port;
        try (SharedServer server = new SharedServer(out)) {
            RunResult first = run(options(serving()), server);
            port = URI.create(first.target().uri()).getPort();
            long pid = Ports.listeners(port).get(0).pid();
            RunResult second = run(options(serving()), server);

            assertThat(List.of(first, second))
                    .allSatisfy(
                            result -> assertThat(result.trials().get(0).error()).isEmpty());
            assertThat(Ports.listeners(port).get(0).pid()).isEqualTo(pid);
            assertThat(server.death()).isEmpty();
        }
        assertThat(Ports.listeners(port)).isEmpty();
        assertThat(Files.readString(out.resolve("server.log"))).contains("SIMULATED vLLM");
    }

    @Test
    void aServerThatDiedFailsTheRunAndIsStartedAnewOnceItWasClosed() throws IOException {
        needsLinux();
        try (SharedServer server = new SharedServer(out)) {
            RunResult first = run(options(serving()), server);
            int port = URI.create(first.target().uri()).getPort();
            ProcessHandle process =
                    ProcessHandle.of(Ports.listeners(port).get(0).pid()).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
            RunResult second = run(options(serving()), server);

            assertThat(second.trials().get(0).status()).isEqualTo(Status.FAILED);
            assertThat(server.death()).isPresent();
            server.end();
            assertThat(run(options(serving()), server).trials().get(0).status()).isEqualTo(Status.COMPLETED);
            assertThat(out.resolve("server-2.log")).exists();
        }
    }

    @Test
    void aServerThatDoesNotStartNamesItsLogAndLeavesNoBundle() throws IOException {
        needsLinux();
        try (SharedServer server = new SharedServer(out)) {
            assertThatThrownBy(() -> run(options(serving() + " -nonsense"), server))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("its log is " + out.resolve("server.log"));
            assertThat(server.isOpen()).isFalse();
        }
        assertThat(out.resolve("runs")).isEmptyDirectory();
    }

    private static void needsLinux() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/setsid")) && Files.isDirectory(Path.of("/proc/self")),
                "needs setsid and /proc");
    }
}
