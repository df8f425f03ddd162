package io.varcas.profiler.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.profiler.kernel.KernelProfile.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileFileTest {

    @TempDir
    Path folder;

    @Test
    void countsKernelsOfATableOnceAndNotTheOperatorsThatLaunchedThem() throws IOException {
        KernelProfile profile = read("profiler_out_0.txt");

        assertThat(profile.side()).isEqualTo(Side.GPU);
        assertThat(profile.kernelSeconds()).isCloseTo(2.806, within(0.0005));
        assertThat(share(profile, KernelClass.GEMM)).isCloseTo(0.588, within(0.0005));
        assertThat(share(profile, KernelClass.ATTENTION)).isCloseTo(0.199, within(0.0005));
        assertThat(profile.idleShare()).isEmpty();
    }

    @Test
    void readsTheCompositionOfStepsFromATable() throws IOException {
        KernelProfile profile = read("profiler_out_0.txt");

        assertThat(profile.steps()).hasSize(27);
        assertThat(profile.engineSteps()).isEqualTo(42);
        assertThat(profile.steps()).anySatisfy(step -> {
            assertThat(step.prefillSequences()).isEqualTo(3);
            assertThat(step.prefillTokens()).isEqualTo(1951);
            assertThat(step.decodeSequences()).isEqualTo(97);
            assertThat(step.seconds()).isCloseTo(0.24878, within(1e-6));
        });
    }

    @Test
    void agreesWithTheTableOfTheProfilerOnACpu() throws IOException {
        KernelProfile profile = read("cpu-profiler_out.txt");

        assertThat(profile.side()).isEqualTo(Side.CPU);
        assertThat(profile.kernelSeconds()).isCloseTo(3.347, within(0.001));
        assertThat(profile.top(1).get(0).name()).isEqualTo("_C::onednn_mm");
        assertThat(share(profile, KernelClass.GEMM)).isCloseTo(0.6339, within(0.0005)); // its "Self CPU %"
        assertThat(profile.engineSteps()).isEqualTo(26);
    }

    @Test
    void unitesKernelsThatOverlapAndAveragesOverDevices() throws IOException {
        KernelProfile profile = read("gpu.pt.trace.json");

        assertThat(profile.device()).isEqualTo("NVIDIA A100-SXM4-80GB");
        assertThat(profile.devices()).isEqualTo(2);
        assertThat(profile.windowSeconds().orElseThrow()).isCloseTo(200e-6, within(1e-12));
        assertThat(profile.busySeconds().orElseThrow()).isCloseTo(100e-6, within(1e-12));
        assertThat(profile.idleShare().orElseThrow()).isCloseTo(0.5, within(1e-9));
        assertThat(profile.kernelSeconds()).isCloseTo(220e-6, within(1e-12));
        assertThat(share(profile, KernelClass.COMMUNICATION)).isCloseTo(100 / 220.0, within(1e-9));
        assertThat(profile.notes()).containsExactly("events without a valid time, left out: 1");
    }

    @Test
    void takesStepsOfTheGpuRatherThanTheirLaunches() throws IOException {
        List<EngineStep> steps = read("gpu.pt.trace.json").steps();

        assertThat(steps).extracting(EngineStep::seconds).containsExactly(100e-6, 50e-6);
        assertThat(steps).extracting(EngineStep::decodeTokens).containsExactly(0, 8);
        assertThat(steps.get(1).startSeconds() - steps.get(0).startSeconds()).isCloseTo(100e-6, within(1e-9));
    }

    @Test
    void takesTheTimeOfInnerOperatorsOffTheOuterOnes() throws IOException {
        KernelProfile profile = read("cpu.pt.trace.json.gz"); // the first operators of a real trace

        assertThat(profile.side()).isEqualTo(Side.CPU);
        assertThat(profile.kernelSeconds()).isCloseTo(0.181656057, within(1e-9));
        assertThat(seconds(profile, "aten::slice")).isCloseTo(213.932e-6, within(1e-9));
        assertThat(seconds(profile, "aten::copy_")).isCloseTo(45.303e-6, within(1e-9));
        assertThat(profile.showsInference()).isFalse(); // no product of matrices among them
    }

    @ParameterizedTest
    @CsvSource({
        "kern_sum.csv, 800, 0.01, 0.6",
        "gpu_trace.csv, 3, 10e-6, 0.8",
        "ncu_raw.csv, 3, 160.5e-6, 0.623",
        "ncu_details.csv, 1, 123.5e-6, 1"
    })
    void readsCsvOfNsightTools(String file, long calls, double seconds, double gemm) throws IOException {
        KernelProfile profile = read(file);

        assertThat(profile.calls()).isEqualTo(calls);
        assertThat(profile.kernelSeconds()).isCloseTo(seconds, within(1e-3 * seconds));
        assertThat(share(profile, KernelClass.GEMM)).isCloseTo(gemm, within(0.001));
    }

    @Test
    void countsOperationsAndBytesOfHardwareCounters() throws IOException {
        KernelTime gemm = read("ncu_raw.csv").top(1).get(0);
        KernelTime turing = read("ncu_details.csv").top(1).get(0);

        assertThat(gemm.flops().orElseThrow()).isEqualTo(68_719_476_736.0 + 2 * 1000);
        assertThat(gemm.bytes().orElseThrow()).isEqualTo(200e6);
        assertThat(turing.flops().orElseThrow()).isEqualTo(512e6);
        assertThat(turing.bytes().orElseThrow()).isEqualTo(27_600_000.0);
    }

    @Test
    void keepsTheWholeEventsOfATraceThatEndsEarly() throws IOException {
        String whole = Files.readString(resource("gpu.pt.trace.json"));
        Path cut = folder.resolve("cut.json");
        Files.writeString(cut, whole.substring(0, whole.indexOf("Memcpy DtoH")));

        KernelProfile profile = new ProfileFile(cut).read();

        assertThat(profile.calls()).isEqualTo(2);
        assertThat(profile.notes()).singleElement().asString().contains("ends early or is damaged after 7 events");
    }

    @Test
    void keepsWhatAGzipThatEndsEarlyHolds() throws IOException {
        Path whole = folder.resolve("whole.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            out.write("{\"traceEvents\":[".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 50_000; i++) {
                out.write(("{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"gemm\",\"pid\":0,\"tid\":" + i % 7 + ",\"ts\":"
                                + 10L * i + ",\"dur\":" + (i * 7919 % 9) + "." + i + "},\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut.gz");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));

        KernelProfile profile = new ProfileFile(cut).read();

        assertThat(profile.calls()).isBetween(10_000L, 40_000L);
        assertThat(profile.notes()).singleElement().asString().contains("ends early");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Name,Value\n1,2\n", "{\"traceEvents\": 1}", "{\"a\": []}", "[1,2]", "{\"traceEvents\":[]}"})
    void rejectsFilesThatAreNoProfileWithTheirName(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("other.txt"), content);

        assertThatThrownBy(() -> new ProfileFile(file).read())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("other.txt: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void readsAnExportOfNsysWithTheColumnsThatItHas() throws IOException, SQLException {
        Path file = folder.resolve("report.sqlite");
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = database.createStatement()) {
            sql.execute("CREATE TABLE StringIds(id INTEGER PRIMARY KEY, value TEXT)");
            sql.execute("INSERT INTO StringIds VALUES (1, 'nvjet_gemm'), (2, 'execute_context_0(0)_generation_4(4)')");
            sql.execute("CREATE TABLE CUPTI_ACTIVITY_KIND_KERNEL(start INT, end INT, deviceId INT, shortName INT)");
            sql.execute("INSERT INTO CUPTI_ACTIVITY_KIND_KERNEL VALUES (1000, 3000, 0, 1), (2000, 4000, 0, 1),"
                    + " (8000, 9000, 0, 99)");
            sql.execute("CREATE TABLE NVTX_EVENTS(start INT, end INT, text TEXT, textId INT)");
            sql.execute("INSERT INTO NVTX_EVENTS VALUES (1000, 5000, NULL, 2), (1, NULL, 'execute_x', NULL)");
        }

        KernelProfile profile = new ProfileFile(file).read();

        assertThat(profile.busySeconds().orElseThrow()).isCloseTo(4e-6, within(1e-12));
        assertThat(profile.idleShare().orElseThrow()).isCloseTo(0.5, within(1e-9));
        assertThat(profile.kernels()).extracting(KernelTime::name).containsExactly("nvjet_gemm", "(unnamed kernel)");
        assertThat(profile.steps()).extracting(EngineStep::decodeSequences).containsExactly(4);
    }

    @Test
    void rejectsADatabaseWithoutKernels() throws SQLException {
        Path file = folder.resolve("empty.sqlite");
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = database.createStatement()) {
            sql.execute("CREATE TABLE StringIds(id INTEGER PRIMARY KEY, value TEXT)");
        }

        assertThatThrownBy(() -> new ProfileFile(file).read()).hasMessageContaining("empty.sqlite: no kernel");
    }

    @Test
    void writesJsonThatReadsBackTheSame() throws IOException {
        KernelProfile profile = read("gpu.pt.trace.json");

        String json = KernelJson.of(List.of(profile));

        assertThat(KernelJson.read(json)).isEqualTo(profile);
        assertThat(json).contains("\"idleShare\" : 0.5", "\"communication\" : 0.45");
    }

    @Test
    void mergesRanksBySumsAndMeans() throws IOException {
        KernelProfile rank = read("gpu.pt.trace.json");
        KernelProfile cpu = read("cpu.pt.trace.json.gz");

        KernelProfile merged = KernelProfile.ofRanks(List.of(rank, rank, cpu));

        assertThat(merged.devices()).isEqualTo(4);
        assertThat(merged.kernelSeconds()).isCloseTo(2 * rank.kernelSeconds(), within(1e-12));
        assertThat(merged.calls()).isEqualTo(2 * rank.calls());
        assertThat(merged.idleShare()).isEqualTo(rank.idleShare());
        assertThat(merged.shares()).isEqualTo(rank.shares());
        assertThat(merged.engineSteps()).isEqualTo(rank.engineSteps());
        assertThat(merged.ranks()).hasSize(2);
        assertThat(merged.rankSpread()).hasValue(0);
        assertThat(merged.notes()).contains("cpu.pt.trace.json.gz: left out, for it has no kernel of a GPU");
        assertThat(KernelJson.read(KernelJson.of(List.of(merged)))).isEqualTo(merged);
        assertThat(KernelProfile.ofRanks(List.of(rank))).isEqualTo(rank);
    }

    private static double share(KernelProfile profile, KernelClass kind) {
        return profile.shares().getOrDefault(kind, -1.0);
    }

    private static double seconds(KernelProfile profile, String name) {
        return profile.kernels().stream()
                .filter(kernel -> kernel.name().equals(name))
                .mapToDouble(KernelTime::seconds)
                .sum();
    }

    private KernelProfile read(String name) throws IOException {
        return new ProfileFile(resource(name)).read();
    }

    private Path resource(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = ProfileFileTest.class.getResourceAsStream(name)) {
            Files.copy(java.util.Objects.requireNonNull(in, name), file);
        }
        return file;
    }
}
