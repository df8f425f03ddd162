package io.varcas.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.cli.predict.CommandRun.Said;
import io.varcas.profiler.kernel.KernelProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCommandTest {

    @TempDir
    Path folder;

    @Test
    void showsClassesKernelsAndSteps() throws IOException {
        Said said = CommandRun.run("profile --top 2 " + file("profiler_out_0.txt"));

        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains("torch table, kernels of 1 GPU", "GEMM           58.8 %", "attention      19.9 %")
                .contains("turing_fp16_s1688gemm", "decode only", "mixed")
                .doesNotContain("aten::mm", "triton_red_fused");
    }

    @Test
    void mergesTheRanksOfOneServer() throws IOException {
        Path rank = file("gpu.pt.trace.json");
        Path other = Files.writeString(
                folder.resolve("rank1.pt.trace.json"), Files.readString(rank).replace("\"dur\": 1.0e2", "\"dur\": 20"));

        Said said = CommandRun.run("profile --ranks " + rank + " " + other);

        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains("gpu.pt.trace.json and 1 more: torch trace, kernels of 4 GPUs")
                .containsPattern("rank1.pt.trace.json +0.06000 +70.0 % +42.9 %")
                .contains("the least busy rank is busy 40.0 % less than the busiest one");
    }

    @Test
    void printsJsonWithSharesAndOrigin() throws IOException {
        JsonNode json = CommandRun.json("profile " + file("gpu.pt.trace.json"));

        assertThat(json.get("origin").asText()).isEqualTo("measured");
        assertThat(json.get("idleShare").asDouble()).isCloseTo(0.5, within(1e-9));
        assertThat(json.get("shares").get("memory").asDouble()).isCloseTo(20 / 220.0, within(1e-9));
    }

    @Test
    void failsIfNothingWasInferred() throws IOException {
        Said said = CommandRun.run("profile " + file("cpu.pt.trace.json.gz"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).contains("ERROR: no inference was recorded");
    }

    @Test
    void rejectsWithOneLineForEachFile() throws IOException {
        Path other = Files.writeString(folder.resolve("notes.txt"), "hello");

        Said said = CommandRun.run("profile " + other + " " + folder.resolve("absent.json"));

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("notes.txt: unknown format; use a torch trace", "absent.json does not exist");
    }

    @Test
    void rejectsATopThatIsNone() throws IOException {
        assertThat(CommandRun.run("profile --top 0 " + file("kern_sum.csv")).err())
                .contains("--top 0: must be at least 1");
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = KernelProfile.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(in, name), file);
        }
        return file;
    }
}
