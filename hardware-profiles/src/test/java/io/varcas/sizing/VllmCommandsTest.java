package io.varcas.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.varcas.calibration.DeviceProfiles;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.MemoryPlan;
import io.varcas.roofline.VllmVersion;
import io.varcas.sizing.VllmCommand.Variant;
import io.varcas.sizing.demand.Demand;
import io.varcas.sizing.demand.ServiceWorkload;
import io.varcas.sizing.demand.WorkloadCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VllmCommandsTest {

    private static final VllmFlagCatalog FLAGS = VllmFlagCatalog.bundled();
    private static final Sizing SIZING = new Sizing(HardwareCatalog.bundled(), DeviceProfiles.none());
    private static final ServiceWorkload CHAT = WorkloadCatalog.bundled().workload("chat");

    @TempDir
    Path directory;

    private static Candidate candidate(String model, String instance, Precision precision) {
        SizingReport report =
                SIZING.size(SizingRequest.of(ModelCatalog.bundled().model(model), CHAT, new Demand.Rate(1))
                        .instance(instance)
                        .precisions(precision)
                        .kvPrecisions(precision == Precision.FP8 ? KvPrecision.FP8 : KvPrecision.AUTO)
                        .includeUnpriced()
                        .top(0)
                        .build());
        List<Assessment> all = report.passing().isEmpty() ? report.failing() : report.passing();
        return all.get(0).candidate();
    }

    private static VllmCommand command(Candidate candidate, String version, Variant variant) {
        return new VllmCommands(FLAGS, VllmVersion.of(version)).command(candidate, variant, 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.26.0", "0.27.1", "0.32.0"})
    void everyFlagIsOneThatTheVersionTakes(String version) {
        VllmFlagList list = FLAGS.listsFor(VllmVersion.of(version)).get(0);
        assertThat(list.version()).hasToString(version);

        for (Precision precision : List.of(Precision.BF16, Precision.FP8)) {
            for (Variant variant : Variant.values()) {
                VllmCommand command = command(candidate("llama-3.1-70b", "p5.48xlarge", precision), version, variant);
                assertThat(command.words().stream().filter(word -> word.startsWith("--")))
                        .isNotEmpty()
                        .allMatch(list.flags()::contains);
                assertThat(command.warnings()).noneMatch(warning -> warning.contains("left out"));
            }
        }
    }

    @Test
    void aNameOfAFolderIsQuotedAndWarnedAbout() {
        Candidate known = candidate("llama-3.1-8b", "p5.48xlarge", Precision.BF16);
        String config = """
            {"model_type": "llama", "num_hidden_layers": 16, "hidden_size": 2048, "vocab_size": 32000,
             "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 8192}\
            """;
        Deployment deployment = Deployment.of(
                ModelCatalog.parse("my model", config), known.deployment().accelerator(), Precision.BF16);
        VllmCommand command = command(
                new Candidate(
                        known.instance(), deployment, known.limits(), MemoryPlan.of(deployment, known.limits()), 1, 1),
                "0.32.0",
                Variant.PERFORMANCE);

        assertThat(command.line()).startsWith("vllm serve 'my model' ");
        assertThat(command.warnings()).anyMatch(warning -> warning.startsWith("\"my model\" is the name of a folder"));
    }

    @Test
    void reportsHowTheReplicaIsLaidOut() {
        VllmCommand command =
                command(candidate("llama-3.1-70b", "p5.48xlarge", Precision.FP8), "0.32.0", Variant.PERFORMANCE);

        assertThat(command.line())
                .startsWith("vllm serve meta-llama/Llama-3.1-70B")
                .contains("--quantization fp8", "--kv-cache-dtype fp8", "--gpu-memory-utilization 0.92");
        assertThat(command.warnings()).anyMatch(warning -> warning.contains("while loading"));
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void aT4RunsInFloat16AndSaysWhatThatMeans(Variant variant) {
        VllmCommand command = command(candidate("qwen2.5-0.5b", "g4dn.xlarge", Precision.FP16), "0.32.0", variant);

        assertThat(command.line()).contains("--dtype float16");
        assertThat(command.warnings()).anyMatch(warning -> warning.contains("no bfloat16"));
    }

    @Test
    void theSafeVariantTakesLessAndTheLongestRequestStillFits() {
        Candidate candidate = candidate("llama-3.1-8b", "g6.xlarge", Precision.BF16);
        VllmCommand safe = command(candidate, "0.32.0", Variant.SAFE);
        VllmCommand performance = command(candidate, "0.32.0", Variant.PERFORMANCE);

        assertThat(safe.limits().maxNumSeqs()).isEqualTo(performance.limits().maxNumSeqs() / 2);
        assertThat(safe.kvTokens()).isGreaterThanOrEqualTo(safe.limits().maxModelLen());
    }

    @Test
    void warnsOfTightMemory() {
        Candidate candidate = candidate("llama-3.1-8b", "g6.xlarge", Precision.BF16);
        VllmCommand command =
                new VllmCommands(FLAGS, VllmVersion.of("0.32.0")).command(candidate, Variant.PERFORMANCE, 4_000);

        assertThat(command.warnings()).anyMatch(warning -> warning.contains("tight memory"));
    }

    @Test
    void aQuantizedFormatNeedsItsOwnCheckpoint() {
        VllmCommand command =
                command(candidate("llama-3.1-8b", "g6.xlarge", Precision.INT4_AWQ), "0.32.0", Variant.PERFORMANCE);

        // Forcing "awq" would keep vLLM from its faster kernel.
        assertThat(command.line()).doesNotContain("--quantization");
        assertThat(command.warnings()).anyMatch(warning -> warning.contains("quantized to int4-awq"));
    }

    @Test
    void anUnknownVersionIsCheckedAgainstItsNeighboursAndSaysSo() {
        VllmCommand command =
                command(candidate("llama-3.1-8b", "g6.xlarge", Precision.BF16), "0.30.0", Variant.PERFORMANCE);

        assertThat(command.warnings())
                .anyMatch(warning -> warning.contains("checked against those of 0.27.1 and 0.32.0"));
        // It came with 0.29, so nobody knows from these lists whether 0.28 has it.
        assertThat(FLAGS.refusal(VllmVersion.of("0.28.0"), "--max-num-queued-reqs"))
                .isPresent();
        assertThat(FLAGS.refusal(VllmVersion.of("0.32.0"), "--max-num-queued-reqs"))
                .isEmpty();
    }

    @Test
    void leavesOutWhatAVersionDoesNotTake() throws IOException {
        Files.writeString(directory.resolve("old.json"), """
            {"kind": "vllm-flags", "version": "0.5.0", "source": "ours", "asOf": "2026-11",
             "flags": ["--dtype", "--max-model-len", "--max-num-seqs", "--gpu-memory-utilisation"]}
            """);
        VllmCommand command = new VllmCommands(FLAGS.with(directory), VllmVersion.of("0.5.0"))
                .command(candidate("llama-3.1-8b", "g6.xlarge", Precision.BF16), Variant.PERFORMANCE, 400);

        assertThat(command.line()).doesNotContain("--gpu-memory-utilization");
        assertThat(command.warnings())
                .anyMatch(warning ->
                        warning.contains("--gpu-memory-utilization") && warning.contains("--gpu-memory-utilisation"));
    }

    @Test
    void seedsFlagsThatVllmNeverHadAreRefused() {
        assertThat(FLAGS.refusal(VllmVersion.of("0.32.0"), "--enable-cuda-graph"))
                .isPresent();
        assertThat(FLAGS.refusal(VllmVersion.of("0.32.0"), "--swap-space")).isPresent();
        assertThat(FLAGS.refusal(VllmVersion.of("0.32.0"), "--max-num-sequences"))
                .hasValueSatisfying(reason -> assertThat(reason).contains("\"--max-num-seqs\""));
    }

    @Test
    void refusesWhatIsNoVersion() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VllmVersion.of("newest"))
                .withMessageContaining("\"newest\" is not a version of vLLM");
    }
}
