package io.varcas.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.varcas.setting.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@Tag("slow")
class LaunchedServerTest {

    private static final LaunchEvents SILENT = new LaunchEvents() {};

    @TempDir
    Path folder;

    @BeforeEach
    void needsLinux() {
        assumeTrue(Programs.isThere("setsid") && Files.isDirectory(Path.of("/proc/self")), "needs setsid and /proc");
    }

    @Test
    void answersAndLeavesNothingBehind() throws Exception {
        Set<Long> family;
        try (LaunchedServer server = start("--port ${port} --children")) {
            family = family(server);
            assertThat(server.base().toString()).startsWith("http://127.0.0.1:");
            assertThat(server.death()).isEmpty();
            assertThat(family)
                    .as("server, its two sleeping children, and the guard")
                    .hasSizeGreaterThanOrEqualTo(5);
            assertThat(Files.readString(log()))
                    .contains("stub: serving on " + server.base().getPort());
        }
        assertThat(family).noneMatch(LaunchedServerTest::isAlive);
    }

    @Test
    void leavesNoKeyInTheLog() throws Exception {
        Secrets.HERE.add("sk-stub-0123456789");
        start("--port ${port} sk-stub-0123456789").close();
        assertThat(Files.readString(log()))
                .contains("stub: [--port, ", "(redacted key)]", "stub: serving on")
                .doesNotContain("sk-stub");
    }

    @Test
    void endsChildrenThatIgnoreSigterm() throws Exception {
        String script = "trap '' TERM; " + ShellWords.join(StubServer.command()) + " --port ${port} & wait; wait";
        Path file = Files.writeString(
                folder.resolve("server.json"),
                "{\"command\": [\"sh\", \"-c\", \"" + script + "\"], \"stopLimit\": \"1s\"}");
        Set<Long> family;
        try (LaunchedServer server = LaunchedServer.start(LaunchSpec.parse("launch:" + file), log(), SILENT)) {
            family = family(server);
        }
        assertThat(family).hasSizeGreaterThanOrEqualTo(4).noneMatch(LaunchedServerTest::isAlive);
    }

    @Test
    void endsWhenItsJvmIsKilled() throws Exception {
        Process parent = launcher(StubServer.target("--port ${port} --children"));
        Set<Long> family;
        try {
            String told = parent.inputReader().readLine();
            assertThat(told).as("processes of the server").isNotNull();
            family = Set.of(told.split(" ", -1)).stream().map(Long::valueOf).collect(Collectors.toSet());
            assertThat(family).hasSizeGreaterThanOrEqualTo(5).allMatch(LaunchedServerTest::isAlive);
        } finally {
            parent.destroyForcibly().waitFor(); // SIGKILL
        }
        while (family.stream().anyMatch(LaunchedServerTest::isAlive)) {
            Thread.sleep(50); // bounded by the limit of the test
        }
    }

    @Test
    void tellsTheEndOfTheLogOfAServerThatDoesNotStart() {
        assertThatThrownBy(() -> start("--die --port ${port}"))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("with exit code 7")
                .hasMessageEndingWith("the end of its log: ValueError: the model is too large")
                .asInstanceOf(type(LaunchException.class))
                .satisfies(fault -> assertThat(fault.log())
                        .endsWith("RuntimeError: Engine core initialization failed. See root cause above."));
    }

    @Test
    void tellsThatAServerDiedLater() throws Exception {
        try (LaunchedServer server = start("--port ${port}");
                Socket client = new Socket(
                        InetAddress.getLoopbackAddress(), server.base().getPort())) {
            client.getOutputStream().write("GET /die HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            ServerDeath death = server.died().get(20, TimeUnit.SECONDS);
            assertThat(death.exitCode()).isEqualTo(3);
            assertThat(death.line()).endsWith("log: stub: CUDA error: device-side assert triggered");
            assertThat(server.death()).isPresent();
        }
    }

    @Test
    void givesUpAfterItsLimit() throws Exception {
        Path file = Files.writeString(
                folder.resolve("server.yaml"),
                "command: sh -c 'echo loading; sleep 600' server ${port}\nstartLimit: 2s # short\n");
        List<String> waited = new ArrayList<>();
        assertThatThrownBy(() -> LaunchedServer.start(LaunchSpec.parse("launch:" + file), log(), new LaunchEvents() {
                    @Override
                    public void waiting(Duration elapsed, String lastLine) {
                        waited.add(lastLine);
                    }
                }))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("did not respond with 200")
                .hasMessageContaining("within 2 s");
        assertThat(waited).contains("loading");
    }

    @Test
    void stopsWaitingWhenItsRunIsStopped() {
        assertThatThrownBy(() -> LaunchedServer.start(
                        LaunchSpec.parse(StubServer.target("--port ${port} --never-healthy")),
                        log(),
                        new LaunchEvents() {
                            @Override
                            public boolean isStopped() {
                                return true;
                            }
                        }))
                .hasMessage("the start of the server was interrupted");
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = stranger.getLocalPort();
            assertThatThrownBy(() -> start("--port " + port))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageStartingWith("port " + port + " is taken by process "
                            + ProcessHandle.current().pid() + " (java)");
        }
        assertThat(log()).doesNotExist();
    }

    @Test
    void refusesAServerBehindAPortThatAStrangerHas() throws Exception {
        // The launched command never listens: a process outside its session answers in its place.
        int port = Ports.free();
        List<String> words = new ArrayList<>(StubServer.command());
        words.addAll(List.of("--port", String.valueOf(port)));
        Path file = Files.writeString(folder.resolve("server.yml"), "command:\n  - sleep\n  - 600\nport: " + port);
        LaunchSpec spec = LaunchSpec.parse("launch:" + file);
        Process[] stranger = new Process[1];
        try {
            assertThatThrownBy(() -> LaunchedServer.start(spec, log(), new LaunchEvents() {
                        @Override
                        public void waiting(Duration elapsed, String lastLine) {
                            if (stranger[0] == null) {
                                stranger[0] = started(words);
                            }
                        }
                    }))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("is served by process " + stranger[0].pid() + " (java)");
        } finally {
            stranger[0].destroyForcibly();
        }
    }

    @Test
    void refusesAProgramThatIsNotThere() {
        assertThatThrownBy(() -> start(LaunchSpec.parse("launch:vlmm serve M --port ${port}")))
                .hasMessageContaining("no program \"vlmm\" on the PATH");
        assertThatThrownBy(() -> start(LaunchSpec.parse("launch:./absent.sh --port ${port}")))
                .hasMessageContaining("there is no program ./absent.sh");
        assertThatThrownBy(() -> start(LaunchSpec.parse("launch:sleep 3")))
                .hasMessageContaining("the port of the server is unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "podman"})
    void endsAContainerByItsName(String tool) throws Exception {
        start(LaunchSpec.parse(container(tool))).close();
        while (isAlive(containerProcess())) {
            Thread.sleep(50); // bounded by the limit of the test
        }
        assertThat(Files.readAllLines(calls()))
                .anyMatch(call -> call.matches("run --name varcas-\\w{8} --rm -p .*"))
                .contains("stop -t 20 " + containerName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "podman"})
    void endsAContainerByItsNameWhenItsJvmIsKilled(String tool) throws Exception {
        Process parent = launcher(container(tool));
        try {
            assertThat(parent.inputReader().readLine())
                    .as("processes of the server")
                    .isNotNull();
            assertThat(isAlive(containerProcess())).isTrue();
        } finally {
            parent.destroyForcibly().waitFor(); // SIGKILL
        }
        while (isAlive(containerProcess())) {
            Thread.sleep(50); // bounded by the limit of the test
        }
        assertThat(Files.readAllLines(calls())).contains("stop -t 20 " + containerName());
    }

    /** A tool whose container is no child of ours: a daemon's, known by its name only. */
    private String container(String tool) throws IOException {
        Path script = Files.writeString(folder.resolve(tool), """
            #!/bin/sh
            echo "$@" >> %1$s
            if [ "$1" = stop ]; then kill "$(cat "%2$s/$4.pid")"; exit 0; fi
            [ "$1" = run ] || exit 0
            name=$3
            shift $(($# - 2))
            env -u %3$s setsid %4$s "$@" &
            echo $! > "%2$s/$name.pid"
            wait
            """.formatted(
                        calls(), folder, ServerProcess.MARK, ShellWords.join(StubServer.command())));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        int port = Ports.free();
        return LaunchSpec.SCHEME + script + " run --rm -p " + port + ":8000 image --port " + port;
    }

    private Path calls() {
        return folder.resolve("calls.txt");
    }

    private String containerName() throws IOException {
        return Files.readAllLines(calls()).get(0).split(" ", -1)[2];
    }

    private long containerProcess() throws IOException {
        return Long.parseLong(
                Files.readString(folder.resolve(containerName() + ".pid")).strip());
    }

    private Process launcher(String target) throws IOException {
        return new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName(),
                        target,
                        log().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Launches a server and waits to be killed. */
    static final class Launcher {

        private Launcher() {}

        public static void main(String[] args) throws Exception {
            LaunchedServer server = LaunchedServer.start(LaunchSpec.parse(args[0]), Path.of(args[1]), SILENT);
            System.out.println(family(server).stream().map(String::valueOf).collect(Collectors.joining(" ")));
            Thread.sleep(60_000);
        }
    }

    private static Process started(List<String> words) {
        try {
            return new ProcessBuilder(words).start();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Set<Long> family(LaunchedServer server) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(server::owns)
                .collect(Collectors.toSet());
    }

    private static boolean isAlive(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z"); // init may reap an orphan late
        } catch (IOException ended) {
            return false;
        }
    }

    private LaunchedServer start(String flags) throws IOException {
        return start(LaunchSpec.parse(StubServer.target(flags)));
    }

    private LaunchedServer start(LaunchSpec spec) throws IOException {
        return LaunchedServer.start(spec, log(), SILENT);
    }

    private Path log() {
        return folder.resolve("server.log");
    }
}
