package io.varcas.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.hardware.Accelerator;
import io.varcas.hardware.Backend;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.StaticAnalysis;
import io.varcas.roofline.StepCoefficients;
import io.varcas.roofline.StepModel;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundledProfileTest {

    private static final HardwareCatalog HARDWARE = HardwareCatalog.bundled();
    private static final ModelCatalog MODELS = ModelCatalog.bundled();
    private static final List<Integer> BATCHES = List.of(1, 16, 256);
    private static final List<Integer> LENGTHS = List.of(128, 2_048, 32_768);
    private static final double ROUNDING = 1e-9;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama-3.1-8b",
                "llama-2-7b",
                "qwen2.5-7b",
                "mixtral-8x7b",
                "qwen3-235b-a22b",
                "gpt-oss-120b",
                "deepseek-v3"
            })
    void noAcceleratorIsPromisedMoreThanItsRoof(String id) {
        ModelArchitecture model = MODELS.model(id);
        for (Accelerator accelerator : HARDWARE.accelerators()) {
            if (accelerator.backend() == Backend.CUDA) {
                Precision own = model.defaultPrecision();
                Precision half = Precision.of(accelerator.halfPrecision().key());
                staysUnderTheRoof(Deployment.of(
                        model, accelerator, own.refusal(accelerator).isEmpty() ? own : half));
            }
        }
    }

    private static void staysUnderTheRoof(Deployment deployment) {
        StepModel model = new StepModel(deployment);
        StepCoefficients coefficients = DeviceProfiles.bundled()
                .bestFor(deployment, "vllm 0.32.0")
                .orElseThrow()
                .coefficients();
        for (StaticAnalysis.Point point :
                StaticAnalysis.of(model, coefficients, BATCHES, LENGTHS).points()) {
            assertThat(point.flopsPerSecond())
                    .as(
                            "%s on %s: %s",
                            deployment.model().id(), deployment.accelerator().id(), point)
                    .isLessThanOrEqualTo(point.attainableFlopsPerSecond() * (1 + ROUNDING));
            double readSeconds = point.cost().memoryBytes()
                    / deployment.accelerator().memory().bytesPerSecond();
            assertThat(point.cost().seconds())
                    .as(
                            "%s on %s: %s",
                            deployment.model().id(), deployment.accelerator().id(), point)
                    .isGreaterThanOrEqualTo(readSeconds * (1 - ROUNDING));
        }
    }
}
