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
                "llama-3.1-8b  | bf16  | h100-sxm    | 1 | 6.76 7.17 8.62 10.61 14.77 23.65 | 21.1 81.5 174.6",
                "llama-3.1-8b  | bf16  | a100-80-sxm | 1 | 12.01 12.65 14.97 18.30 25.69 42.26 | 58.1 240.2 526.4",
                "llama-3.1-8b  | bf16  | l40s        | 1 | 23.74 25.15 30.04 36.74 50.74 80.65 | 73.0 285.9 606.0",
                "llama-3.1-70b | bf16  | h100-sxm    | 4 | 16.03 16.41 17.78 19.73 24.07 34.05 | 63.2 242.0 496.7",
                "llama-3.1-70b | fp8   | h100-sxm    | 2 | 18.03 18.73 21.22 24.77 32.45 49.21 | 86.6 330.4 686.3",
                "qwen3-30b-a3b | bf16  | h100-sxm    | 1 | 5.62 11.84 21.74 26.31 30.30 36.79 | 30.2 70.7 149.2",
                "gpt-oss-120b  | mxfp4 | h100-sxm    | 1 | 4.95 9.64 19.94 27.34 34.22 40.79 | 47.7 112.3 208.3",
                "deepseek-r1   | fp8   | h200-sxm    | 8 | 8.15 12.41 21.87 28.82 35.64 42.88 | 51.5 136.9 272.0",
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
