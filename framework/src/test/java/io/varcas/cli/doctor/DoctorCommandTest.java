package io.varcas.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.profiler.host.HostFiles;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DoctorCommandTest {

    private static final String SWAPPINESS = "proc/sys/vm/swappiness";

    @TempDir
    Path root;

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void setUp() throws IOException {
        write(SWAPPINESS, "60\n");
        write("proc/mounts", "tmpfs /dev/shm tmpfs rw 0 0\n");
        write("proc/meminfo", "MemTotal: 67108864 kB\nSwapTotal: 1024 kB\nSwapFree: 1024 kB\n");
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private int run(String... arguments) {
        List<String> words =
                new ArrayList<>(List.of("--undo-file", home.resolve("undo.json").toString()));
        words.addAll(List.of(arguments));
        out.getBuffer().setLength(0);
        CommandLine command =
                new CommandLine(new DoctorCommand(new HostFiles(root), words2 -> Optional.empty(), () -> {}));
        command.setOut(new PrintWriter(out));
        command.setExecutionExceptionHandler((failure, line, result) -> {
            out.append(String.valueOf(failure.getMessage()));
            return failure instanceof UsageException ? 2 : 99;
        });
        return command.execute(words.toArray(String[]::new));
    }

    @Test
    void saysWhatToRunAndWhy() {
        assertThat(run()).isZero();
        assertThat(out.toString())
                .contains("WARNING memory.swappiness: the kernel swaps out memory of processes")
                .contains("  run: sudo sysctl -w vm.swappiness=10")
                .containsPattern("gpu\\.clocks +unknown +nvidia-smi is not on the PATH")
                .contains("1 of them can be set by --apply and restored by --undo");
    }

    @Test
    void failsForErrorsAndStrictlyForWarnings() throws IOException {
        assertThat(run("--strict")).isEqualTo(1);
        write("proc/mounts", "shm /dev/shm tmpfs rw,size=65536k 0 0\n");
        assertThat(run()).isEqualTo(1);
    }

    @Test
    void appliesAndUndoes() throws IOException {
        assertThat(run("--apply")).isZero();
        assertThat(Files.readString(root.resolve(SWAPPINESS))).isEqualTo("10");
        assertThat(out.toString()).startsWith("set /" + SWAPPINESS + " from 60 to 10");
        assertThat(run("--undo")).isZero();
        assertThat(Files.readString(root.resolve(SWAPPINESS))).isEqualTo("60");
        assertThat(run("--undo")).isEqualTo(2);
        assertThat(out.toString()).startsWith("there is nothing to undo: ");
    }

    @Test
    void writesJson() throws IOException {
        assertThat(run("-rf", "json")).isZero();
        JsonNode checks = new ObjectMapper().readTree(out.toString()).path("checks");
        assertThat(checks).anySatisfy(check -> {
            assertThat(check.path("name").asText()).isEqualTo("memory.swappiness");
            assertThat(check.path("result").asText()).isEqualTo("warning");
            assertThat(check.path("run").asText()).isEqualTo("sudo sysctl -w vm.swappiness=10");
            assertThat(check.path("applicable").asBoolean()).isTrue();
        });
    }

    @Test
    void printsSnippets() {
        assertThat(run("--snippet", "compose")).isZero();
        assertThat(out.toString()).contains("services:");
        assertThat(run("--snippet", "dcoker")).isEqualTo(2);
        assertThat(out.toString()).contains("did you mean \"docker\"?");
    }
}
