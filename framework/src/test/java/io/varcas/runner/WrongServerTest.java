package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.varcas.cli.Main;
import io.varcas.client.ServerCalls;
import io.varcas.launch.LaunchException;
import io.varcas.launch.LaunchSpec;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.setting.Settings;
import io.varcas.simulator.EmbeddedServer;
import io.varcas.simulator.ServeOptions;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import io.varcas.validity.Validity.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ways in which a benchmark comes to report the numbers of another server than the one that is meant: a sweep over servers whose new
 * one never had the port, a server that a second load generator uses, and a server with another model or other flags.
 */
@Tag("slow")
@Timeout(120)
class WrongServerTest {

    @TempDir
    Path out;

    private final EmbeddedServer server = EmbeddedServer.start(
            ServeOptions.builder().model("varcas-sim").port(0).build());

    @AfterEach
    void ends() {
        server.close();
    }

    @Test
    void refusesALaunchWhoseChosenPortAnEarlierServerStillHas() {
        int port = server.baseUri().getPort();
        assertThatThrownBy(() ->
                        new Runner(target(file("[\"sleep\", \"--max-num-seqs\", \"8\"]", String.valueOf(port)))).run())
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("port " + port + " is taken by process "
                        + ProcessHandle.current().pid());
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void refusesAServerThatAnotherProcessPutsInTheLaunchedOnesPlace() throws IOException {
        int port = freePort();
        List<EmbeddedServer> strangers = new ArrayList<>();
        Path file = file("[\"sleep\", \"600\"]", String.valueOf(port));
        try {
            assertThatThrownBy(() -> new Runner(target(file), new RunListener() {
                                @Override
                                public void serverStarting(Duration elapsed, String lastLine) {
                                    if (strangers.isEmpty()) {
                                        strangers.add(EmbeddedServer.start(ServeOptions.builder()
                                                .port(port)
                                                .build()));
                                    }
                                }
                            })
                            .run())
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining(
                            "is served by process " + ProcessHandle.current().pid());
        } finally {
            strangers.forEach(EmbeddedServer::close);
        }
    }

    @Test
    void findsASecondLoadGeneratorThatBeginsDuringTheLoad() throws Exception {
        Target target = Target.parse(server.baseUri().toString());
        Transport second = Transport.open(target, System::nanoTime);
        Thread others = new Thread(() -> {
            ServerCalls calls = new ServerCalls(second);
            byte[] request =
                    "{\"model\":\"varcas-sim\",\"prompt\":\"a\",\"max_tokens\":1}".getBytes(StandardCharsets.UTF_8);
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    calls.post("/v1/completions", request, Duration.ofSeconds(5));
                } catch (IOException ended) {
                    return;
                }
            }
        });
        TrialResult trial = MoodyRuns.only(new Runner(
                        options().target(target.base().toString()).build(), new RunListener() {
                            @Override
                            public void forkStarted(int fork, int of, boolean warmup) {
                                others.start();
                            }
                        })
                .run());
        others.interrupt();
        others.join();
        second.close();

        assertThat(trial.validity().findings())
                .extracting(Finding::check)
                .as("%s", trial.validity().findings())
                .contains("server.shared");
    }

    @Test
    void refusesAnotherModelThanTheCommandSays() throws IOException {
        TrialResult trial = launched("sim:model=other", "--served-model-name", "claimed");
        assertThat(trial.status()).isEqualTo(Status.FAILED);
        assertThat(trial.error().orElseThrow())
                .contains("the launched server serves other", "its command says claimed");
    }

    @Test
    void findsOtherFlagsThanTheCommandSays() throws IOException {
        TrialResult trial = launched("sim:max-num-seqs=16", "--max-num-seqs", "8");
        assertThat(trial.validity().findings())
                .filteredOn(finding -> finding.check().equals("server.flags"))
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .startsWith("the server has max-num-seqs 16 (/server_info), and its command says --max-num-seqs 8");
    }

    /** Launches a simulator by a command that claims something else. */
    private TrialResult launched(String simulation, String... claims) throws IOException {
        String serve = "exec %s -XX:TieredStopAtLevel=1 -cp '%s' %s serve %s -port ${port}"
                .formatted(
                        System.getProperty("java.home") + "/bin/java",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        simulation);
        String command = Stream.concat(Stream.of("sh", "-c", serve, "server"), Stream.of(claims))
                .map(word -> '"' + word + '"')
                .collect(Collectors.joining(", ", "[", "]"));
        return MoodyRuns.only(new Runner(target(file(command, "\"free\""))).run());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private Path file(String command, String port) throws IOException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/setsid")) && Files.isDirectory(Path.of("/proc/self")),
                "needs setsid and /proc");
        return Files.writeString(
                out.resolveSibling(out.getFileName() + ".json"),
                "{\"command\": %s, \"port\": %s}".formatted(command, port));
    }

    private RunOptions target(Path file) {
        return options().target(LaunchSpec.SCHEME + file).build();
    }

    private RunOptions.Builder options() {
        return MoodyRuns.options(out, "well").set(Settings.FORKS, 0);
    }
}
