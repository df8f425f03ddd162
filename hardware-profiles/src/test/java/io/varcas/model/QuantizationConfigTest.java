package io.varcas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizationConfigTest {

    private static final String SHAPE = """
        "model_type": "qwen3_moe", "num_hidden_layers": 4, "hidden_size": 1024, "num_attention_heads": 8,
        "num_key_value_heads": 8, "vocab_size": 1000, "moe_intermediate_size": 512, "num_experts": 8,
        "num_experts_per_tok": 2, "intermediate_size": 4096, "mlp_only_layers": [0]\
        """;

    private static ModelArchitecture with(String quantization) {
        return ModelCatalog.parse("m", "{" + SHAPE + ", \"quantization_config\": " + quantization + "}");
    }

    private static ShippedWeights weights(ModelArchitecture model) {
        return Objects.requireNonNull(model.weights());
    }

    @Test
    void groupsSetTheSizeOfAWeight() {
        ShippedWeights small = weights(with("{\"quant_method\": \"awq\", \"bits\": 4, \"group_size\": 32}"));
        assertThat(small.linearBits()).isCloseTo(4 + 20.0 / 32, within(1e-9));
        assertThat(small.group()).isEqualTo(32);
        assertThat(weights(with("{\"quant_method\": \"gptq\", \"bits\": 4, \"group_size\": -1}"))
                        .group())
                .isEqualTo(1);
        assertThatThrownBy(() -> with("{\"quant_method\": \"gptq\", \"bits\": 3}"))
                .hasMessage("m: quantization_config.bits is 3; computed are 4 and 8");
    }

    @Test
    void partsLeftInSixteenBitsAreCountedSo() {
        ModelArchitecture experts = with("""
            {"quant_method": "compressed-tensors", "ignore": ["lm_head", "re:.*self_attn.*", "re:.*shared_experts.*",
             "re:.*mlp\\\\.(gate|up|gate_up|down)_proj.*"],
             "config_groups": {"group_0": {"weights": {"num_bits": 4, "type": "int", "group_size": 32}}}}\
            """);
        assertThat(experts.shipped()).isEqualTo(Precision.INT4_GPTQ);
        assertThat(experts.attentionBytesPerWeight(Precision.INT4_GPTQ)).isEqualTo(2);
        assertThat(experts.denseBytesPerWeight(Precision.INT4_GPTQ)).isEqualTo(2);
        assertThat(experts.expertBytesPerWeight(Precision.INT4_GPTQ)).isEqualTo(4.5 / 8);
        assertThat(experts.quantizesAttention(Precision.INT4_GPTQ)).isFalse();

        ModelArchitecture firstAndLast = with("""
            {"quant_method": "modelopt", "quant_algo": "NVFP4",
             "exclude_modules": ["model.layers.0.self_attn*", "model.layers.3.self_attn*", "lm_head"]}\
            """);
        assertThat(firstAndLast.attentionBytesPerWeight(Precision.NVFP4)).isEqualTo((16 + 4.5) / 2 / 8);
        assertThat(firstAndLast.expertBytesPerWeight(Precision.NVFP4)).isEqualTo(4.5 / 8);
    }

    @Test
    void mixturesAreRefused() {
        assertThatThrownBy(() -> with("""
            {"quant_method": "compressed-tensors", "config_groups": {
             "a": {"weights": {"num_bits": 8, "type": "float"}},
             "b": {"weights": {"num_bits": 4, "type": "float", "group_size": 16}}}}\
            """))
                .hasMessageContaining("config_groups" + " mixes" + " fp8 and" + " nvfp4" + " in groups" + " of 16");
        assertThatThrownBy(() -> with("{\"quant_method\": \"modelopt\", \"quant_algo\": \"MIXED_PRECISION\"}"))
                .hasMessageContaining("MIXED_PRECISION");
        String gptq = "{\"quant_method\": \"gptq\", \"bits\": 4, \"group_size\": 128, \"%s\": {\"%s\": %s}}";
        assertThatThrownBy(() -> with(gptq.formatted("dynamic", "+:.*layers.0.*", "{\"bits\": 8}")))
                .hasMessage("m: quantization_config.dynamic mixes bits 8 (modules \"+:.*layers.0.*\") and 4, which is"
                        + " not computed; its weights have no single size");
        assertThatThrownBy(() -> with(gptq.formatted("dynamic", ".*down_proj.*", "{\"group_size\": 32}")))
                .hasMessageContaining("dynamic mixes group_size 32");
        assertThatThrownBy(() -> with(gptq.formatted("extra_config", "model.layers.0.mlp", "{\"bits\": 16}")))
                .hasMessageContaining("extra_config mixes bits 16");
    }

    @Test
    void modulesThatDynamicSkipsStayInSixteenBits() {
        ModelArchitecture model = with("""
            {"quant_method": "gptq", "bits": 4, "group_size": -1,
             "dynamic": {"-:.*self_attn.*": {}, "-:mlp": {}, "+:.*mlp.*": {"bits": 4, "group_size": -1}}}\
            """);
        assertThat(model.attentionBytesPerWeight(Precision.INT4_GPTQ)).isEqualTo(2);
        assertThat(model.expertBytesPerWeight(Precision.INT4_GPTQ)).isEqualTo(0.5);
    }

    @Test
    void itIsReadFromTheLanguagePart() {
        String config = "{\"model_type\": \"kimi_k25\", \"text_config\": {" + SHAPE
                + ", \"quantization_config\": {\"quant_method\": \"fp8\", \"weight_block_size\": [128, 128]}}}";

        assertThat(weights(ModelCatalog.parse("m", config)))
                .isEqualTo(new ShippedWeights(Precision.FP8, 8, 128, 1, 1, 1));
    }

    @Test
    void itIsReadFromBesideTheConfig(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{" + SHAPE + "}");
        Files.writeString(folder.resolve("hf_quant_config.json"), """
            {"producer": {"name": "modelopt"}, "quantization": {"quant_algo": "NVFP4", "group_size": 16,
             "kv_cache_quant_algo": "FP8", "exclude_modules": ["lm_head"]}}\
            """);

        assertThat(weights(ModelCatalog.read(folder))).isEqualTo(new ShippedWeights(Precision.NVFP4, 4.5, 16, 1, 1, 1));
    }
}
