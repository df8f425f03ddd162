package io.varcas.tune.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.metric.Origin;
import io.varcas.validation.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginalFilesTest {

    private static final String CONFIG = """
        "config": {"C": 512, "M": 32, "B": 16, "block_size": 16, "num_warmup_runs": 3, "num_measurement_runs": 10,
          "max_model_len": 8192, "enable_chunked_prefill": true, "max_num_batched_tokens": 8192, "max_num_seqs": 32,
          "max_num_partial_prefills": 4, "scheduling_policy": "fcfs", "save_results": true,
          "results_file": "profiling_results.json"}\
        """;

    private static final String RESULT = "{" + CONFIG + """
        , "prefill_latencies": [50.5, 40.0], "decode_latencies": [52.0, 41.0], "total_latencies": [53.0, 42.0],
        "tokens_per_second": 200000.0, "requests_per_second": 400.0, "gpu_memory_usage": null, "cpu_memory_usage": null,
        "num_prefill_requests": 2, "num_decode_requests": 2, "avg_batch_size": 16.0, "avg_tokens_per_batch": 8192.0,
        "timestamp": 1771000000.5, "model_name": "microsoft/DialoGPT-medium"}\
        """;

    private static final String ANALYSIS = "{" + CONFIG + """
        , "scheduling_metrics": {"prefill_compute_time": [50.5, 40.0], "decode_compute_time": [],
          "scheduling_overhead": [], "memory_allocation_time": [], "gpu_memory_usage": [8000, 8000],
          "cpu_memory_usage": [4000, 4000], "gpu_utilization": [85, 85], "batch_efficiency": [0.8, 0.8],
          "cache_hit_rate": [0.9, 0.9], "preemption_count": 0, "swap_count": 0, "waiting_queue_size": [0, 0],
          "running_queue_size": [16, 16], "swapped_queue_size": [0, 0], "tokens_per_second": [150000.0, 190000.0],
          "requests_per_second": [300.0, 380.0]},
        "bottleneck_analysis": {}, "optimization_recommendations": [], "performance_summary": {},
        "recommended_schedule_plans": []}\
        """;

    @TempDir
    Path folder;

    @Test
    void importsTheOriginalsResultAndSaysWhatItIsWorth() throws IOException {
        StepCell cell = read("mixed_profiling_results.json", RESULT);

        assertThat(cell.origin()).isEqualTo(Origin.IMPORTED);
        assertThat(cell.config()).isEqualTo(new StepConfig("mixed_profiling", StepKind.MIXED, 512, 32, 16, 16, 3, 10));
        assertThat(cell.find(StepTimes.PREFILL).orElseThrow().millis()).containsExactly(50.5, 40.0);
        assertThat(cell.find(StepTimes.STEP))
                .as("nothing decodes in the original")
                .isEmpty();
        assertThat(cell.find(StepMetric.TOKENS_PER_SECOND)).hasValue(200_000);
        assertThat(cell.notes()).anyMatch(note -> note.contains("2 decode latencies (mean 46.5 ms) are left out"));
        assertThat(cell.notes()).anyMatch(note -> note.contains("about 1.30 times too high"));
    }

    @Test
    void takesNoConstantOfTheOriginalForAMeasurement() throws IOException {
        StepCell cell = read("performance_analysis.json", ANALYSIS);

        for (StepMetric constant : List.of(
                StepMetric.BATCH_EFFICIENCY,
                StepMetric.CACHE_HIT_RATE,
                StepMetric.GPU_MEMORY_MAX,
                StepMetric.GPU_UTILIZATION,
                StepMetric.WAITING_MAX,
                StepMetric.RUNNING_MAX)) {
            assertThat(cell.find(constant)).as(constant.title()).isEmpty();
            assertThat(cell.absent().get(constant)).startsWith("the original writes the constant ");
        }
        assertThat(cell.find(StepMetric.TOKENS_PER_SECOND)).hasValue(170_000);
    }

    @Test
    void keepsAnImportedProfileInItsOwnFormat() throws IOException {
        Path file = Files.writeString(folder.resolve("x_results.json"), RESULT);
        StepProfile profile = OriginalFiles.read(file).orElseThrow();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new StepProfileJson().write(profile, bytes);

        assertThat(StepProfileJson.read(Files.write(folder.resolve("steps.json"), bytes.toByteArray())))
                .isEqualTo(profile);
    }

    @Test
    void writesTheOriginalsFilesWithWhatWasMeasuredAndReadsThemBack() throws IOException {
        StepProfile profile = StepProfileJsonTest.profile();
        List<Path> files = OriginalFiles.write(profile, folder.resolve("out"));

        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "config_1_results.json", "config_1_performance_analysis.json", "custom_schedule_plans.json");
        StepCell measured = profile.measured().get(0);
        for (int i = 0; i < 2; i++) {
            StepCell back =
                    OriginalFiles.read(files.get(i)).orElseThrow().cells().get(0);
            assertThat(back.config().named("x"))
                    .as(files.get(i).toString())
                    .isEqualTo(measured.config().named("x"));
            assertThat(back.find(StepTimes.STEP)).isEqualTo(measured.find(StepTimes.STEP));
            assertThat(back.find(StepMetric.TOKENS_PER_SECOND)).hasValue(160);
        }
        JsonNode result = new ObjectMapper().readTree(files.get(0).toFile());
        assertThat(result.path("config").fieldNames()).toIterable().containsAll(keysOfTheOriginal());
        assertThat(result.path("gpu_memory_usage").isNull()).as("not measured").isTrue();
        JsonNode plans = new ObjectMapper().readTree(files.get(2).toFile());
        assertThat(plans.path("profiling_results_summary")
                        .path(0)
                        .path("config_params")
                        .path("B")
                        .intValue())
                .isEqualTo(4);
        assertThat(plans.path("schedule_plans")).isEmpty();
    }

    @Test
    void rejectsPlansAndDamagedFilesInOneLine() throws IOException {
        Path plans = Files.writeString(folder.resolve("custom_schedule_plans.json"), "{\"schedule_plans\": [{}, {}]}");
        assertThatThrownBy(() -> OriginalFiles.read(plans))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("has 2 schedule plans with expected gains, and nothing that was measured");

        Path damaged = Files.writeString(
                folder.resolve("a_results.json"),
                RESULT.replace("\"C\": 512, ", "").replace("50.5", "50.6"));
        assertThatThrownBy(() -> OriginalFiles.read(damaged)).hasMessageContaining("its config has no C");
        assertThat(OriginalFiles.read(Files.writeString(folder.resolve("other.json"), "{}")))
                .isEqualTo(Optional.empty());
    }

    private static List<String> keysOfTheOriginal() throws IOException {
        List<String> keys = new ArrayList<>();
        new ObjectMapper().readTree(RESULT).path("config").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private StepCell read(String name, String content) throws IOException {
        return OriginalFiles.read(Files.writeString(folder.resolve(name), content))
                .orElseThrow()
                .cells()
                .get(0);
    }
}
