package io.varcas.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the snippets are for Linux")
class SnippetTest {

    @TempDir
    Path folder;

    private record Ended(int code, String output) {}

    private Ended run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private Ended script(Map<String, String> environment, String... flags) throws Exception {
        Path script = Files.writeString(folder.resolve("start-vllm.sh"), Snippet.SCRIPT.text());
        List<String> command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(List.of(flags));
        return run(environment, command.toArray(String[]::new));
    }

    /** A stand-in for vLLM that knows three flags and prints how it was started. */
    private Map<String, String> stub() throws IOException {
        tool(
                "vllm",
                "case \"$*\" in 'serve --help=all') echo '--host --port --max-num-seqs --enable-per-request-metrics';;"
                        + " *) echo \"started: $*\";; esac");
        return Map.of("PATH", folder + ":/usr/bin:/bin", "MODEL", "m", "PORT", "18765");
    }

    private void tool(String name, String body) throws IOException {
        Path tool = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SCRIPT", "DOCKER"})
    void passesShellcheck(Snippet snippet) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/shellcheck")),
                "shellcheck is not installed (apt-get install shellcheck)");
        Path script = Files.writeString(folder.resolve("snippet.sh"), snippet.text());
        assertThat(run(Map.of(), "/usr/bin/shellcheck", "-S", "style", script.toString()))
                .isEqualTo(new Ended(0, ""));
    }

    @Test
    void passesTheSchemaOfKubernetes() throws Exception {
        assumeTrue(
                isOnPath("kubernetes-validate"),
                "kubernetes-validate is not installed (pip install kubernetes-validate)");
        Path pod = Files.writeString(folder.resolve("pod.yaml"), Snippet.KUBERNETES.text());
        Ended ended = run(Map.of(), "kubernetes-validate", "--strict", pod.toString());
        assertThat(ended.code()).as(ended.output()).isZero();
        Files.writeString(pod, Snippet.KUBERNETES.text().replace("readinessProbe", "readynessProbe"));
        assertThat(run(Map.of(), "kubernetes-validate", "--strict", pod.toString())
                        .code())
                .isNotZero();
    }

    @Test
    void passesTheSchemaOfCompose() throws Exception {
        assumeTrue(isOnPath("docker"), "docker is not installed");
        assumeTrue(run(Map.of(), "docker", "compose", "version").code() == 0, "docker has no compose");
        Path file = Files.writeString(folder.resolve("compose.yaml"), Snippet.COMPOSE.text());
        Ended ended = run(Map.of("MODEL", "m"), "docker", "compose", "-f", file.toString(), "config", "--quiet");
        assertThat(ended.code()).as(ended.output()).isZero();
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Test
    void startsTheServerWithRecommendedFlags() throws Exception {
        Ended ended = script(stub(), "--max-num-seqs", "8");
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output())
                .contains("started: serve m --host 127.0.0.1 --port 18765 --generation-config vllm"
                        + " --enable-per-request-metrics --max-num-seqs 8");
    }

    @Test
    void rejectsFlagsThatTheServerDoesNotKnow() throws Exception {
        Ended ended = script(stub(), "--swap-space", "8");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("vllm does not know --swap-space");
    }

    @Test
    void rejectsAGpuThatIsFull() throws Exception {
        Map<String, String> environment = stub();
        tool("nvidia-smi", "echo '0, 80000'; echo '1, 512'");
        Ended ended = script(environment);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output())
                .contains("GPU 1 has 512 MiB free, fewer than 1024")
                .doesNotContain("started");
    }

    @Test
    void rejectsAPortThatIsTaken() throws Exception {
        Map<String, String> environment = stub();
        tool("ss", "echo 'LISTEN 0 4096 127.0.0.1:18765 0.0.0.0:*'");
        Ended ended = script(environment);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("port 18765 is taken").doesNotContain("started");
    }

    @Test
    void wantsAModel() throws Exception {
        Ended ended = script(Map.of("PATH", folder + ":/usr/bin:/bin", "MODEL", ""));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("MODEL is not set");
    }

    @Test
    void givesContainersTheLimitsThatAreChecked() {
        assertThat(Snippet.DOCKER.text())
                .contains("--ipc=host", "nofile=65536", "net.core.somaxconn=4096", "SYS_NICE")
                .doesNotContain("--sysctl vm.");
        assertThat(Snippet.COMPOSE.text()).contains("ipc: host", "soft: 65536", "capabilities: [gpu]");
        assertThat(Snippet.KUBERNETES.text()).contains("mountPath: /dev/shm", "nvidia.com/gpu");
    }
}
