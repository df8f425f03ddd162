package io.varcas.roofline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Milliseconds of a second, independent implementation of the same model (Python, unfitted constants, 2026-11): pure
 * decode at a context of 1,024 tokens for 1, 8, 32, 64, 128 and 256 sequences, and lone prompts of 1, 4 and 8 Ki tokens.
 * It interpolates efficiencies in another way, which moves single values by up to 3 %.
 */
class GoldenStepTest {

    private static final int[] BATCHES = {1, 8, 32, 64, 128, 256};
    private static final int[] PROMPTS = {1_024, 4_096, 8_192};

    @ParameterizedTest(name = "{0} {1} on {3} x {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "llama-3.1-8b  | bf16  | h100-sxm    | 1 | 7.04 7.58 8.87 10.53 14.02 21.43 | 21.3 82.9 178",
                "llama-3.1-8b  | bf16  | a100-80-sxm | 1 | 11.84 12.72 14.84 17.75 24.29 38.92 | 57.8 239 519",
                "llama-3.1-8b  | bf16  | l40s        | 1 | 23.8 25.9 30.6 36.6 49.1 75.6 | 72 283 599",
                "llama-3.1-70b | bf16  | h100-sxm    | 4 | 16.7 17.2 18.6 20.4 24.3 33.1 | 64 245 504",
                "llama-3.1-70b | fp8   | h100-sxm    | 2 | 16.7 17.6 19.7 22.5 28.5 42.5 | 78 310 650",
                "qwen3-30b-a3b | bf16  | h100-sxm    | 1 | 5.5 14.2 26.6 30.5 33.4 38.4 | 32 62 128",
                "gpt-oss-120b  | mxfp4 | h100-sxm    | 1 | 4.3 9.4 20.4 26.9 31.1 34.3 | 34 77 151",
                "deepseek-r1   | fp8   | h200-sxm    | 8 | 5.7 10.6 21.2 27.7 32.4 36.9 | 42 97 193",
            })
    void agreesWithTheSecondImplementation(
            String model, String precision, String gpu, int tensorParallel, String decode, String prefill) {
        StepModel step = new StepModel(Deployment.of(
                ModelCatalog.bundled().model(model),
                HardwareCatalog.bundled().accelerator(gpu),
                Precision.of(precision),
                tensorParallel));

        String[] decodes = decode.split(" ", -1);
        for (int i = 0; i < BATCHES.length; i++) {
            assertThat(1e3 * step.seconds(StepShape.decode(BATCHES[i], 1_024), StepCoefficients.DEFAULT))
                    .as("decode of " + BATCHES[i])
                    .isCloseTo(Double.parseDouble(decodes[i]), withinPercentage(3));
        }
        String[] prefills = prefill.split(" ", -1);
        for (int i = 0; i < PROMPTS.length; i++) {
            assertThat(1e3 * step.seconds(StepShape.prefill(PROMPTS[i], 0), StepCoefficients.DEFAULT))
                    .as("prefill of " + PROMPTS[i])
                    .isCloseTo(Double.parseDouble(prefills[i]), withinPercentage(3));
        }
    }
}
