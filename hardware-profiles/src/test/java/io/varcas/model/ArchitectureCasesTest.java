package io.varcas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.hardware.Accelerator;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.MemoryPlan;
import io.varcas.roofline.ServingLimits;
import io.varcas.roofline.StepCoefficients;
import io.varcas.roofline.StepModel;
import io.varcas.roofline.StepShape;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureCasesTest {

    private static final Path CASES = Path.of("src/test/resources/io/varcas/model/cases");
    private static final Accelerator H100 = HardwareCatalog.bundled().accelerator("h100");

    private static ModelArchitecture read(String folder) {
        return ModelCatalog.read(CASES.resolve(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nemotron-h/infinity", "nemotron-h/transformers5"})
    void fourOfFiftySixLayersOfNemotronHoldACache(String folder) {
        ModelArchitecture model = read(folder);

        assertThat(model.plan().describe())
                .isEqualTo("56 layers: 4 full attention, 27 linear attention or state space, 25 no attention;"
                        + " 25 dense, 31 no feed-forward");
        assertThat(model.kvBytesPerToken(KvPrecision.AUTO)).isEqualTo(16_384);
        assertThat(model.parameters()).isCloseTo(8.89e9, withinPercentage(1));
        assertThat(model.stateBytesPerSequence()).isEqualTo(27 * 2 * ((10_240.0 + 2_048) * 3 + 10_240.0 * 128));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gated-delta-net/interval", "gated-delta-net/layer_types"})
    void twelveOfFortyEightLayersHoldACache(String folder) {
        ModelArchitecture model = read(folder);

        assertThat(model.fullLayers()).isEqualTo(12);
        assertThat(model.linearLayers()).isEqualTo(36);
        assertThat(model.kvBytesPerToken(KvPrecision.AUTO)).isEqualTo(24_576);
        assertThat(model.stateBytesPerSequence()).isEqualTo(36 * 2 * (8_192.0 * 3 + 32 * 128 * 128));
        assertThat(model.parameters()).isCloseTo(79.7e9, withinPercentage(1));
        assertThat(model.notes()).anyMatch(note -> note.contains("36 of 48 layers are gated delta net"));
    }

    @Test
    void falconHasOneHeadOfKeysAndValues() {
        ModelArchitecture model = read("falcon");

        assertThat(model.attention()).isEqualTo(new GroupedQueryAttention(71, 1, 64));
        assertThat(model.feedForward()).isEqualTo(new DenseFeedForward(4 * 4_544, false));
        assertThat(model.kvBytesPerToken(KvPrecision.AUTO)).isEqualTo(8_192);
        assertThat(WeightBytes.perRank(model, Precision.BF16, 1, 1).total()).isCloseTo(14.4e9, withinPercentage(1));
    }

    @ParameterizedTest
    @CsvSource({
        "groups/fp8-block, '1, 2, 4', 8, the experts' width of 1536 through a quantization group of 128",
        "groups/awq-group, '1', 2, the feed-forward width of 29568 through a quantization group of 128",
        "groups/awq-group, '1', 4, the feed-forward width of 29568 through a quantization group of 128",
        "groups/awq-group, '1', 8, the feed-forward width of 29568 through a quantization group of 128"
    })
    void ranksDoNotCutGroups(String folder, String valid, int ranks, String reason) {
        ModelArchitecture model = read(folder);

        assertThat(model.validTensorParallel(model.defaultPrecision()).toString())
                .isEqualTo("[" + valid + "]");
        assertThat(model.validTensorParallel(Precision.BF16)).contains(ranks);
        assertThatThrownBy(() -> Deployment.of(model, H100, model.defaultPrecision(), ranks))
                .hasMessageContaining(ranks + " ranks cut " + reason);
    }

    @Test
    void nestedLanguagePartsAreRead() {
        ModelArchitecture chat = read("nested/llm_config");
        ModelArchitecture thinker = read("nested/thinker");
        ModelArchitecture sparse = read("nested/sparse-text-config");

        assertThat(WeightBytes.perRank(chat, Precision.BF16, 1, 1).total()).isCloseTo(16.06e9, withinPercentage(1));
        assertThat(chat.notes()).anyMatch(note -> note.startsWith("read from llm_config"));
        assertThat(thinker.parameters()).isCloseTo(8.03e9, withinPercentage(1));
        assertThat(thinker.notes()).anyMatch(note -> note.contains("not counted: talker_config"));
        assertThat(sparse.parameters()).isCloseTo(6.74e9, withinPercentage(1));
        assertThat(sparse.notes())
                .anyMatch(note -> note.contains("not counted: vision_config"))
                .anyMatch(note -> note.contains("num_hidden_layers 32"));
    }

    @Test
    void aFixedStateTakesRoomBySequenceAndTime() {
        ModelArchitecture model = read("nemotron-h/infinity");
        Deployment deployment = Deployment.of(model, H100, Precision.BF16);
        MemoryPlan plan = MemoryPlan.of(deployment, ServingLimits.defaultsOn(H100, 8_192, "vllm 0.32.0"));
        StepModel step = new StepModel(deployment);

        assertThat(plan.kvBytesPerToken(1_000)).isEqualTo(16_384 + model.stateBytesPerSequence() / 1_000);
        double traffic = 64 * 2 * model.stateBytesPerSequence() / 3.35e12;
        assertThat(step.seconds(StepShape.decode(64, 1_000), StepCoefficients.DEFAULT))
                .isGreaterThan(traffic
                        + WeightBytes.perRank(model, Precision.BF16, 1, 1).linear() / 3.35e12);
    }

    @Test
    void aFolderWithoutAConfigIsNamed() {
        assertThatThrownBy(() -> read("nested")).hasMessageEndingWith("nested: there is no config.json in this folder");
    }
}
