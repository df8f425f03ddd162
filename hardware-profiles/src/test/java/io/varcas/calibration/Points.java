package io.varcas.calibration;

import io.varcas.calibration.Observation.Measured;
import io.varcas.calibration.Observation.Offered;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import io.varcas.queueing.MeanPrediction;
import io.varcas.queueing.RequestOverheads;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.ServingLimits;
import io.varcas.roofline.StepCoefficients;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Measured points made up from known coefficients, so that a fit can be held to the truth. */
final class Points {

    private static final HardwareCatalog HARDWARE = HardwareCatalog.bundled();
    private static final ModelCatalog MODELS = ModelCatalog.bundled();

    private Points() {}

    static Deployment deployment(String model, String gpu, int tensorParallel) {
        return Deployment.of(MODELS.model(model), HARDWARE.accelerator(gpu), Precision.BF16, tensorParallel);
    }

    /** A ladder of batches and contexts, as a calibration run climbs it. */
    static List<Observation> ladder(
            Deployment deployment, StepCoefficients truth, @Nullable RequestOverheads overheads) {
        List<Observation> points = new ArrayList<>();
        for (double users : new double[] {1, 8, 32, 128}) {
            for (double prompt : new double[] {128, 1_000, 4_000}) {
                points.add(point(deployment, users, prompt, 200, truth, overheads, 1));
            }
        }
        return points;
    }

    static Observation point(
            Deployment deployment,
            double users,
            double prompt,
            double output,
            StepCoefficients truth,
            @Nullable RequestOverheads overheads,
            double wildness) {
        Observation blank = new Observation(
                deployment.model().id() + " " + users + " " + prompt,
                "vllm 0.15.1",
                deployment,
                ServingLimits.defaultsOn(deployment.accelerator(), 8_192, "vllm 0.15.1"),
                prompt,
                0,
                output,
                0,
                OptionalDouble.of(2e6),
                new Offered.Users(users, Double.POSITIVE_INFINITY),
                new Measured(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
                null,
                null);
        MeanPrediction made = blank.predict(truth, overheads);
        // One prompt alone takes its own prefill and the ingress, and nothing else.
        OptionalDouble ttft = users == 1 && overheads != null
                ? OptionalDouble.of(overheads.ingressMillis() * 1e-3 + truth.seconds(blank.prefillTerms(truth)))
                : OptionalDouble.empty();
        Measured measured = new Measured(
                ttft,
                OptionalDouble.of(made.tpotSeconds() * wildness),
                OptionalDouble.of(made.outputTokensPerSecond()));
        return new Observation(
                blank.label(),
                blank.engine(),
                deployment,
                blank.limits(),
                prompt,
                0,
                output,
                0,
                blank.kvTokens(),
                blank.offered(),
                measured,
                null,
                null);
    }
}
