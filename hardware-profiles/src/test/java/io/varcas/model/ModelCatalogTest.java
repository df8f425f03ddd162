package io.varcas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.document.Figure;
import io.varcas.hardware.Accelerator;
import io.varcas.hardware.Arithmetic;
import io.varcas.hardware.HardwareCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelCatalogTest {

    private static final ModelCatalog CATALOG = ModelCatalog.bundled();
    private static final double GIB = 1L << 30;

    static Stream<ModelArchitecture> models() {
        return CATALOG.models().stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void parameterCountsAgreeWithThePublishedOnes(ModelArchitecture model) {
        Figure published = Objects.requireNonNull(model.publishedParameters());

        assertThat(model.parameters()).as(model.id()).isCloseTo(published.value(), withinPercentage(0.2));
    }

    @Test
    void theBundledIndexListsEveryFile() throws IOException {
        Path directory = Path.of("src/main/resources/io/varcas/model/models");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(Files.readAllLines(directory.resolve("index.txt")))
                    .containsExactlyInAnyOrderElementsOf(files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.endsWith(".json"))
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "llama-2-7b, 524288",
        "llama-3.1-8b, 131072",
        "llama-3.1-405b, 516096",
        "qwen2.5-7b, 57344",
        "qwen3-30b-a3b, 98304",
        "deepseek-r1, 70272",
        "gpt-oss-120b, 73728",
        "gemma-3-27b, 507904",
        "phi-4, 204800",
        "tinyllama-1.1b, 22528",
        "opt-125m, 36864"
    })
    void kvBytesPerTokenFollowFromTheShape(String model, double bytes) {
        assertThat(CATALOG.model(model).kvBytesPerToken(KvPrecision.AUTO)).isEqualTo(bytes);
        assertThat(CATALOG.model(model).kvBytesPerToken(KvPrecision.FP8)).isEqualTo(bytes / 2);
    }

    @ParameterizedTest
    @CsvSource({
        "llama-3.1-8b, 7.50",
        "mixtral-8x7b, 12.75",
        "qwen3-235b-a22b, 21.57",
        "deepseek-r1, 36.62",
        "gpt-oss-120b, 5.13"
    })
    void activeParametersCountWhatATokenMeets(String model, double billions) {
        assertThat(CATALOG.model(model).activeParameters() / 1e9).isCloseTo(billions, within(0.02));
    }

    /** Gibibytes of weights on a rank as vLLM logged them. */
    @ParameterizedTest
    @CsvSource({
        "llama-2-7b, int4-awq, 1, 3.67",
        "llama-3.3-70b, fp8, 2, 33.88",
        "llama-3.1-8b, bf16, 1, 14.99",
        "qwen3-32b, bf16, 1, 61.03",
        "gpt-oss-20b, mxfp4, 1, 13.47",
        "gpt-oss-120b, mxfp4, 1, 64.38"
    })
    void weightsTakeWhatVllmLogs(String model, String precision, int tensorParallel, double gibibytes) {
        WeightBytes weights = WeightBytes.perRank(CATALOG.model(model), Precision.of(precision), tensorParallel, 1);

        assertThat(weights.total() / GIB).isCloseTo(gibibytes, withinPercentage(1.5));
    }

    @Test
    void weightsShrinkWithPrecisionAndRanks() {
        ModelArchitecture model = CATALOG.model("llama-3.1-70b");
        double whole = WeightBytes.perRank(model, Precision.BF16, 1, 1).total();

        assertThat(whole).isCloseTo(2 * model.parameters(), withinPercentage(0.001));
        assertThat(WeightBytes.perRank(model, Precision.BF16, 4, 1).total())
                .isCloseTo(whole / 4, withinPercentage(0.1));
        assertThat(WeightBytes.perRank(model, Precision.BF16, 1, 2).linear())
                .isCloseTo(WeightBytes.perRank(model, Precision.BF16, 1, 1).linear() / 2, withinPercentage(0.001));
        assertThat(WeightBytes.perRank(model, Precision.FP32, 1, 1).total())
                .isCloseTo(2 * whole, withinPercentage(0.1));
        double previous = whole * 2;
        for (Precision precision :
                new Precision[] {Precision.BF16, Precision.FP8, Precision.NVFP4, Precision.MXFP4, Precision.INT4_AWQ}) {
            double total = WeightBytes.perRank(model, precision, 1, 1).total();
            assertThat(total).as(precision.key()).isLessThan(precision == Precision.MXFP4 ? whole : previous);
            previous = total;
        }
    }

    @Test
    void replicatedPartsDoNotShrinkWithRanks() {
        ModelArchitecture qwen = CATALOG.model("qwen3-235b-a22b"); // 4 KV heads
        assertThat(qwen.kvBytesPerTokenPerRank(KvPrecision.AUTO, 8))
                .isEqualTo(qwen.kvBytesPerTokenPerRank(KvPrecision.AUTO, 4));
        ModelArchitecture deepseek = CATALOG.model("deepseek-r1"); // latent attention
        assertThat(deepseek.kvBytesPerTokenPerRank(KvPrecision.AUTO, 8)).isEqualTo(70_272);
    }

    @ParameterizedTest
    @CsvSource({
        "phi-4, '1, 2, 5, 10, 20, 40'",
        "qwen2.5-7b, '1, 2, 4, 28'",
        "smollm2-135m, '1, 3, 9'",
        "llama-3.1-8b, '1, 2, 4, 8, 16, 32'"
    })
    void knowsTheTensorParallelDegreesThatDivide(String model, String degrees) {
        assertThat(CATALOG.model(model).validTensorParallel().toString()).isEqualTo("[" + degrees + "]");
    }

    @Test
    void expertsTouchedSaturate() {
        MixtureOfExperts moe = new MixtureOfExperts(128, 8, 768, 0, 0, 0);

        assertThat(moe.distinctExperts(1)).isCloseTo(8, within(1e-9));
        assertThat(moe.distinctExperts(1e6)).isCloseTo(128, within(1e-9));
        assertThat(new MixtureOfExperts(2, 2, 768, 0, 0, 0).distinctExperts(1)).isCloseTo(2, within(1e-9));
    }

    @Test
    void readsABareHuggingFaceConfig(@TempDir Path directory) throws IOException {
        Path config = Files.createDirectory(directory.resolve("Llama-3.2-1B")).resolve("config.json");
        Files.writeString(config, """
            {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 2048, "head_dim": 64,
             "intermediate_size": 8192, "num_attention_heads": 32, "num_hidden_layers": 16, "rms_norm_eps": 1e-05,
             "num_key_value_heads": 8, "vocab_size": 128256, "tie_word_embeddings": true,
             "max_position_embeddings": 131072, "rope_scaling": {"factor": 32.0}}
            """);

        ModelArchitecture model = ModelCatalog.read(config);

        assertThat(model.id()).isEqualTo("Llama-3.2-1B");
        assertThat(model.parameters()).isCloseTo(1.236e9, withinPercentage(0.1));
        assertThat(model.kvBytesPerToken(KvPrecision.AUTO)).isEqualTo(32_768);
    }

    @Test
    void readsWindowsFromListPatternOrAlone() {
        String shape = """
            {"model_type": "%s", "num_hidden_layers": 12, "hidden_size": 64, "num_attention_heads": 4, "head_dim": 16,
             "intermediate_size": 128, "vocab_size": 100, "sliding_window": 512 %s}\
            """;

        assertThat(ModelCatalog.parse("alone", shape.formatted("mistral", "")).window())
                .isEqualTo(new SlidingWindow(512, 12));
        assertThat(ModelCatalog.parse("pattern", shape.formatted("gemma3_text", ""))
                        .window())
                .isEqualTo(new SlidingWindow(512, 10));
        assertThat(ModelCatalog.parse("off", shape.formatted("qwen2", ", \"use_sliding_window\": false"))
                        .window())
                .isNull();
        String types = ", \"layer_types\": [" + "\"sliding_attention\", \"full_attention\", ".repeat(5)
                + "\"full_attention\", \"full_attention\"]";
        assertThat(ModelCatalog.parse("list", shape.formatted("qwen3", types)).window())
                .isEqualTo(new SlidingWindow(512, 5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"quant_method\": \"awq\", \"bits\": 4} | INT4_AWQ",
                "{\"quant_method\": \"gptq\", \"bits\": 4} | INT4_GPTQ",
                "{\"quant_method\": \"gptq\", \"bits\": 8} | INT8",
                "{\"quant_method\": \"fp8\"} | FP8",
                "{\"quant_method\": \"mxfp4\"} | MXFP4",
                "{\"quant_method\": \"modelopt\", \"quant_algo\": \"NVFP4\"} | NVFP4",
                "{\"quant_method\": \"compressed-tensors\", \"config_groups\": {\"g\": {\"weights\": {\"num_bits\": 8,"
                        + " \"type\": \"int\"}}}} | INT8",
                "{\"quant_method\": \"compressed-tensors\", \"config_groups\": {\"g\": {\"weights\": {\"num_bits\": 8,"
                        + " \"type\": \"float\"}}}} | FP8"
            })
    void readsThePrecisionOfPublishedWeights(String quantization, Precision expected) {
        String config = """
            {"model_type": "llama", "num_hidden_layers": 1, "hidden_size": 64, "num_attention_heads": 4,
             "intermediate_size": 128, "vocab_size": 100, "quantization_config": %s}\
            """.formatted(quantization);

        assertThat(ModelCatalog.parse("m", config).shipped()).isEqualTo(expected);
    }

    @Test
    void namesEveryFieldAConfigLacks() {
        assertThatThrownBy(() -> ModelCatalog.parse("m", "{\"hidden_size\": 64}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("num_hidden_layers is missing")
                .hasMessageContaining("vocab_size is missing")
                .hasMessageContaining("num_attention_heads is missing");
        assertThatThrownBy(() -> ModelCatalog.parse("m", """
            {"model_type": "llama", "num_hidden_layers": 1, "hidden_size": 64, "num_attention_heads": 4,
             "intermediate_size": 128, "vocab_size": 9, "quantization_config": {"quant_method": "magic"}}\
            """))
                .hasMessageContaining("\"magic\"")
                .hasMessageContaining("known are awq");
    }

    @Test
    void findsByAliasAndOffersTheNearestName() {
        assertThat(CATALOG.model("meta-llama/Llama-3.1-8B-Instruct").id()).isEqualTo("llama-3.1-8b");
        assertThat(CATALOG.model("LLAMA-3.1-8B").id()).isEqualTo("llama-3.1-8b");
        assertThatThrownBy(() -> CATALOG.model("lama-3.1-8b"))
                .hasMessage("unknown model \"lama-3.1-8b\"; did you mean \"llama-3.1-8b\"? A config.json file serves as"
                        + " well.");
    }

    @Test
    void aT4RefusesWhatItHasNoUnitsFor() {
        Accelerator t4 = HardwareCatalog.bundled().accelerator("t4");

        assertThat(Precision.BF16.refusal(t4))
                .contains("NVIDIA T4 (compute capability 7.5) has no bf16 units; use fp16 (--dtype half)");
        assertThat(Precision.FP8.refusal(t4))
                .get()
                .asString()
                .contains("no units for fp8")
                .contains("int4-awq");
        assertThat(Precision.MXFP4.refusal(t4)).isPresent();
        assertThat(Precision.NVFP4.refusal(t4)).isPresent();
        assertThat(Precision.FP16.refusal(t4)).isEmpty();
        assertThat(Precision.INT8.refusal(t4)).isEmpty();
        assertThat(Precision.INT4_AWQ.refusal(t4)).isEmpty();
    }

    @Test
    void weightOnlyPrecisionsMultiplyInSixteenBits() {
        HardwareCatalog hardware = HardwareCatalog.bundled();

        assertThat(Precision.FP8.arithmeticOn(hardware.accelerator("h100"))).isEqualTo(Arithmetic.FP8);
        assertThat(Precision.FP8.arithmeticOn(hardware.accelerator("a100"))).isEqualTo(Arithmetic.BF16);
        assertThat(Precision.FP8.refusal(hardware.accelerator("a100"))).isEmpty();
        assertThat(Precision.INT4_AWQ.arithmeticOn(hardware.accelerator("t4"))).isEqualTo(Arithmetic.FP16);
        assertThat(Precision.NVFP4.arithmeticOn(hardware.accelerator("b200"))).isEqualTo(Arithmetic.FP4);
        assertThat(Precision.MXFP4.arithmeticOn(hardware.accelerator("b200"))).isEqualTo(Arithmetic.BF16);
    }

    @Test
    void precisionsGoByTheirCommonNames() {
        assertThat(Precision.of("int4")).isEqualTo(Precision.INT4_AWQ);
        assertThat(Precision.of("half")).isEqualTo(Precision.FP16);
        assertThatThrownBy(() -> Precision.of("bf61")).hasMessage("unknown precision \"bf61\"; did you mean \"bf16\"?");
    }

    private static final String SMALL = """
            {"model_type": "llama", "hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4,
             "intermediate_size": 128, "vocab_size": 1000, "tie_word_embeddings": true}""";

    @ParameterizedTest
    @CsvSource({"1000000, 1000000", "100000, 100000"})
    void theIndexOfAFolderSaysWhatItsWeightsAre(long inFiles, double expected, @TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("config.json"), SMALL);
        double shape = WeightBytes.perRank(ModelCatalog.read(folder), Precision.BF16, 1, 1)
                .total();
        Files.writeString(
                folder.resolve("model.safetensors.index.json"),
                "{\"metadata\": {\"total_size\": " + inFiles + "}, \"weight_map\": {}}");
        ModelArchitecture model = ModelCatalog.read(folder);

        assertThat(shape).as("146,240 parameters in 16 bits").isEqualTo(292_480);
        assertThat(WeightBytes.perRank(model, Precision.BF16, 1, 1).total())
                .isCloseTo(expected, withinPercentage(0.01));
        assertThat(model.notes()).anyMatch(note -> note.contains("its files hold"));
        // The bytes beyond the shape are a vision tower or the like, which is on every GPU in 16 bits.
        double rest = Math.max(0, inFiles - shape);
        assertThat(WeightBytes.perRank(model, Precision.FP8, 1, 1).other()).isGreaterThanOrEqualTo(rest);
    }

    @Test
    void aSingleFileOfTensorsIsMeasuredWithoutItsHeader(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), SMALL);
        byte[] file = new byte[8 + 2 + 500_000];
        file[0] = 2; // the header is "{}"
        file[8] = '{';
        file[9] = '}';
        Files.write(folder.resolve("model.safetensors"), file);

        assertThat(WeightBytes.perRank(ModelCatalog.read(folder), Precision.BF16, 1, 1)
                        .total())
                .isCloseTo(500_000, withinPercentage(0.01));
        Files.write(folder.resolve("model.safetensors"), new byte[] {9, 0, 0, 0, 0, 0, 0, 0, '{'});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCatalog.read(folder))
                .withMessageContaining("is no safetensors file, or is cut off");
        Files.writeString(folder.resolve("model.safetensors.index.json"), "{}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCatalog.read(folder))
                .withMessageContaining("metadata.total_size is missing");
    }
}
