package io.varcas.profiler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AmdWatchTest {

    private static final String AMD_SMI = """
        WARNING: User is missing the following required groups: render, video.
        [{"gpu": 0,
          "usage": {"gfx_activity": {"value": 87, "unit": "%"}, "umc_activity": {"value": 31, "unit": "%"}},
          "power": {"socket_power": {"value": 612, "unit": "W"}, "throttle_status": "THROTTLED"},
          "clock": {"gfx_0": {"clk": {"value": 1985, "unit": "MHz"}}, "mem_0": {"clk": {"value": 1300, "unit": "MHz"}}},
          "temperature": {"edge": "N/A", "hotspot": {"value": 71, "unit": "C"}, "mem": {"value": 60, "unit": "C"}},
          "mem_usage": {"total_vram": {"value": 196592, "unit": "MB"}, "used_vram": {"value": 180000, "unit": "MB"}}},
         {"gpu": 1, "usage": "N/A", "power": {"socket_power": {"value": "N/A", "unit": "W"}}}]\
        """;

    @Test
    void readsAmdSmi() throws IOException {
        List<AmdQuery.GpuRow> rows = AmdQuery.AMD_SMI.parse(AMD_SMI);
        assertThat(rows).extracting(AmdQuery.GpuRow::gpu).containsExactly("gpu0", "gpu1");
        assertThat(rows.get(0).values())
                .extracting(OptionalDouble::getAsDouble)
                .containsExactly(0.87, 0.31, 180000.0, 612.0, 71.0, 1985.0, 1300.0, 1.0);
        assertThat(rows.get(1).values()).containsOnly(OptionalDouble.empty());
        assertThat(rows.get(0).values()).hasSameSizeAs(AmdQuery.measures("gpu0"));
    }

    @Test
    void readsTheWrappedListOfNewerVersions() throws IOException {
        String wrapped = "{\"gpu_data\": " + AMD_SMI.substring(AMD_SMI.indexOf('[')) + "}";
        assertThat(AmdQuery.AMD_SMI.parse(wrapped)).hasSize(2);
    }

    @Test
    void readsRocmSmi() throws IOException {
        List<AmdQuery.GpuRow> rows = AmdQuery.ROCM_SMI.parse("""
            {"card0": {"Temperature (Sensor junction) (C)": "72.0", "sclk clock speed:": "(1985Mhz)",
              "mclk clock speed:": "(1300Mhz)", "Average Graphics Package Power (W)": "612.0", "GPU use (%)": "87",
              "VRAM Total Memory (B)": "206141652992", "VRAM Total Used Memory (B)": "1073741824"},
             "system": {"Driver version": "6.8.5"}}\
            """);
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.gpu()).isEqualTo("gpu0");
            assertThat(row.values().get(0)).hasValue(0.87);
            assertThat(row.values().get(2)).hasValue(1024);
            assertThat(row.values().get(3)).hasValue(612);
            assertThat(row.values().get(5)).hasValue(1985);
            assertThat(row.values().get(7)).isEmpty();
            assertThat(row.values()).hasSameSizeAs(AmdQuery.measures("gpu0"));
        });
    }

    @Test
    void rejectsOutputWithoutJson() {
        assertThatThrownBy(() -> AmdQuery.AMD_SMI.parse("ERROR: no amdgpu driver"))
                .isInstanceOf(IOException.class)
                .hasMessage("it wrote no JSON");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in for amd-smi is a shell script")
    void asksTheToolEachPeriod(@TempDir Path folder) throws Exception {
        Path count = folder.resolve("count");
        Path json = Files.writeString(folder.resolve("metric.json"), AMD_SMI);
        Path tool = tool(folder, "echo x >> '" + count + "'; cat '" + json + "'");
        AmdWatch watch = new AmdWatch(tool, AmdQuery.AMD_SMI, context());
        while (!Files.exists(count) || Files.readAllLines(count).size() < 3) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        ProfilerResult result = watch.stop();
        assertThat(result.value("gpu0.power.max")).hasValue(612);
        assertThat(result.value("gpu1.power.max")).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in for amd-smi is a shell script")
    void reportsWhatTheToolSaid(@TempDir Path folder) throws Exception {
        Path tool = tool(folder, "echo 'no amdgpu driver loaded'; touch '" + folder.resolve("asked") + "'; exit 1");
        AmdWatch watch = new AmdWatch(tool, AmdQuery.AMD_SMI, context());
        while (!Files.exists(folder.resolve("asked"))) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertThat(watch.stop().summary())
                .singleElement()
                .satisfies(reading -> assertThat(reading.note()).startsWith("not measured: " + tool));
    }

    private static ProfilerContext context() {
        return new ProfilerContext(Optional.empty(), System::nanoTime, Duration.ofMillis(5));
    }

    private static Path tool(Path folder, String body) throws IOException {
        Path script = Files.writeString(folder.resolve("amd-smi"), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
