package io.varcas.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.figure.Document;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads in which precision published weights are, from the {@code quantization_config} of a {@code config.json}. */
final class QuantizationConfig {

    private QuantizationConfig() {}

    static @Nullable Precision read(Document config) {
        JsonNode quantization = config.root().get("quantization_config");
        if (quantization == null || !quantization.isObject()) {
            return null;
        }
        String method = quantization.path("quant_method").asText("").toLowerCase(Locale.ROOT);
        int bits = quantization.path("bits").asInt(4);
        return switch (method) {
            case "awq" -> Precision.INT4_AWQ;
            case "gptq" -> bits == 8 ? Precision.INT8 : Precision.INT4_GPTQ;
            case "fp8", "fbgemm_fp8" -> Precision.FP8;
            case "mxfp4" -> Precision.MXFP4;
            case "modelopt" ->
                quantization.path("quant_algo").asText("").contains("FP4") ? Precision.NVFP4 : Precision.FP8;
            case "compressed-tensors" -> compressedTensors(quantization);
            default ->
                throw new IllegalArgumentException(config.name() + ": quantization_config.quant_method is \"" + method
                        + "\"; known are awq, gptq, fp8, fbgemm_fp8, mxfp4, modelopt, compressed-tensors");
        };
    }

    private static Precision compressedTensors(JsonNode quantization) {
        for (JsonNode group : quantization.path("config_groups")) {
            JsonNode weights = group.path("weights");
            boolean floating = weights.path("type").asText("int").equals("float");
            int bits = weights.path("num_bits").asInt(8);
            if (bits == 4) {
                return floating ? Precision.NVFP4 : Precision.INT4_GPTQ;
            }
            return floating ? Precision.FP8 : Precision.INT8;
        }
        return Precision.FP8;
    }
}
