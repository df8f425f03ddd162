package io.varcas.tune.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.metric.Origin;
import io.varcas.result.identity.FactSource;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.ServerProperty;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.validation.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepProfileJsonTest {

    @TempDir
    Path folder;

    /** A profile of a measured and a skipped cell. */
    static StepProfile profile() {
        StepCell measured = new StepCell(
                StepConfig.of(StepKind.DECODE, 64, 16, 4, 16, 1, 3),
                StepCell.Status.MEASURED,
                "",
                Origin.MEASURED,
                Map.of(
                        StepTimes.STEP,
                        new TimeSummary(IntStream.rangeClosed(1, 96)
                                .mapToObj(i -> (double) i)
                                .toList()),
                        StepTimes.BATCH,
                        new TimeSummary(List.of(700.5, 701.0, 702.25))),
                Map.of(StepMetric.TOKENS_PER_SECOND, 160.0, StepMetric.CONTEXT_TOKENS, 256.5),
                Map.of(StepMetric.GPU_MEMORY_MAX, "no tool"),
                List.of("a note"));
        StepCell skipped = StepCell.without(
                StepConfig.of(StepKind.PREFILL, 9000, 1, 1, 16, 1, 3),
                StepCell.Status.SKIPPED,
                "too long",
                Origin.MEASURED);
        return new StepProfile(
                Instant.parse("2026-11-30T12:00:00Z"),
                new TargetIdentity(
                        "http://gpu:8000",
                        "http://gpu:8000",
                        false,
                        Optional.of("0.32.0"),
                        "llama",
                        OptionalInt.of(8192),
                        Map.of("healthy", "true"),
                        Optional.of(ServerIdentity.builder()
                                .add(ServerProperty.MAX_NUM_SEQS, FactSource.LOG, "256")
                                .build())),
                42,
                32,
                List.of(measured, skipped));
    }

    @Test
    void comesBackAsItWas() throws IOException {
        assertThat(StepProfileJson.read(write(profile()))).isEqualTo(profile());
    }

    @Test
    void saysOfEachNumberWhyItIsMissing() throws IOException {
        JsonNode cell = new ObjectMapper()
                .readTree(write(profile()).toFile())
                .path("cells")
                .path(0);

        assertThat(cell.path("timesMs").path("step").path("p95").doubleValue()).isEqualTo(92);
        assertThat(cell.path("timesMs").path("step").has("p99")).isFalse(); // 96 steps are too few
        assertThat(cell.has("gpuMemoryMaxMib")).isFalse();
        assertThat(cell.path("notMeasured").path("gpuMemoryMaxMib").asText()).isEqualTo("no tool");
    }

    @Test
    void rejectsWhatIsNoProfileInOneLine() throws IOException {
        for (String content : List.of("{\"kind\":", "[]", "{\"kind\":\"step-profile\",\"schemaVersion\":\"2.0\"}")) {
            Path file = Files.writeString(folder.resolve("steps.json"), content);
            assertThatThrownBy(() -> StepProfileJson.read(file))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("not a step profile: ")
                    .hasMessageNotContaining("\n");
        }
    }

    private Path write(StepProfile profile) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new StepProfileJson().write(profile, bytes);
        return Files.write(folder.resolve("steps.json"), bytes.toByteArray());
    }
}
