package io.varcas.calibration;

import io.varcas.queueing.RequestOverheads;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.StepCoefficients;
import io.varcas.roofline.StepModel;
import io.varcas.roofline.StepShape;
import io.varcas.validation.Violations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The measured time of engine steps of which it is known what they computed.
 *
 * @param label where it is from, to name it in reports
 * @param engine engine and version, such as {@code vllm 0.32.0}
 * @param deployment what was served on what
 * @param steps the steps, one after the other; at least one
 * @param firstToken whether the time begins with the sending of a request, so that it includes what a first token costs outside the engine
 * @param seconds the time of all steps together, above 0
 */
public record MeasuredStep(
        String label, String engine, Deployment deployment, List<StepShape> steps, boolean firstToken, double seconds) {

    /**
     * Copies the steps.
     *
     * @throws IllegalArgumentException if there are none, or the time is not positive
     */
    public MeasuredStep {
        steps = List.copyOf(steps);
        Violations.in("measured step " + label)
                .notBlank("label", label)
                .findIf(steps.isEmpty(), "it has no steps")
                .positive("time", seconds, "seconds")
                .raise();
    }

    /**
     * Predicts the time.
     *
     * @param coefficients what the terms of a step are multiplied with
     * @param overheads what a first token costs outside the engine; null for the usual
     * @return seconds
     */
    public double predict(StepCoefficients coefficients, @Nullable RequestOverheads overheads) {
        StepModel model = new StepModel(deployment);
        double engineSeconds = steps.stream()
                .mapToDouble(step -> model.seconds(step, coefficients))
                .sum();
        RequestOverheads outside = overheads == null ? RequestOverheads.OPEN_LOOP : overheads;
        return engineSeconds + (firstToken ? outside.ingressMillis() * 1e-3 : 0);
    }

    HostFit.Row row(StepCoefficients at) {
        StepModel model = new StepModel(deployment);
        double[] sum = new double[StepCoefficients.LINEAR.size()];
        for (StepShape step : steps) {
            double[] terms = model.terms(step, at.arithmetic());
            for (int i = 0; i < sum.length; i++) {
                sum[i] += terms[i];
            }
        }
        return new HostFit.Row(sum, firstToken, seconds);
    }
}
