package io.varcas.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.queueing.RequestOverheads;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.StepCoefficients;
import io.varcas.roofline.StepModel;
import io.varcas.roofline.StepShape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepCalibrationTest {

    private static final Deployment LLAMA = Points.deployment("llama-3.1-8b", "a100", 1);
    private static final StepCoefficients TRUTH = StepCoefficients.of(1.4, 1.3, 1.6, 0.8, 1, 60, 20, 900, 25);
    private static final RequestOverheads INGRESS = new RequestOverheads(15, 0);

    @Test
    void recoversStepTimesThatAreKnown() {
        List<MeasuredStep> cells = new ArrayList<>();
        for (double batch : new double[] {1, 4, 16, 64, 256}) {
            for (double context : new double[] {256, 1024, 4096}) {
                cells.add(decode(batch, context));
            }
        }
        for (double prompt : new double[] {128, 512, 2048, 8192}) {
            cells.add(prefill(prompt));
        }

        DeviceProfile profile = StepCalibration.onHost("a100", cells, "2026-11-30");

        for (MeasuredStep unseen : List.of(decode(8, 2000), decode(128, 700), prefill(1000), prefill(4000))) {
            assertThat(unseen.predict(profile.coefficients(), profile.overheads()))
                    .as(unseen.label())
                    .isCloseTo(unseen.seconds(), withinPercentage(3));
        }
        assertThat(profile.tpotErrors().rows()).isEqualTo(15);
        assertThat(profile.tpotErrors().median()).isLessThan(0.02);
        assertThat(profile.ttftErrors().rows()).isEqualTo(4);
        assertThat(profile.range()).isEqualTo(new FittedRange(1, 256, 128, 8192));
    }

    @Test
    void rejectsCellsOfDifferentDeploymentsAndTooFew() {
        MeasuredStep cell = decode(4, 256);
        Deployment other = Points.deployment("llama-3.1-8b", "h100", 1);

        assertThatThrownBy(() -> StepCalibration.onHost("x", List.of(cell), "2026-11-30"))
                .hasMessageContaining("measured cells is 1");
        assertThatThrownBy(() -> StepCalibration.onHost(
                        "x",
                        List.of(cell, new MeasuredStep("b", cell.engine(), other, cell.steps(), false, 1)),
                        "2026-11-30"))
                .hasMessageContaining("b and decode 4 at 256 are of different deployments");
    }

    private static MeasuredStep decode(double batch, double context) {
        return step(String.format("decode %.0f at %.0f", batch, context), StepShape.decode(batch, context), false);
    }

    private static MeasuredStep prefill(double prompt) {
        return step(String.format("prefill %.0f", prompt), StepShape.prefill(prompt, 0), true);
    }

    /** A time as the truth has it. */
    private static MeasuredStep step(String label, StepShape shape, boolean firstToken) {
        double seconds = new StepModel(LLAMA).seconds(shape, TRUTH) + (firstToken ? INGRESS.ingressMillis() * 1e-3 : 0);
        return new MeasuredStep(label, "vllm 0.32.0", LLAMA, List.of(shape), firstToken, seconds);
    }
}
