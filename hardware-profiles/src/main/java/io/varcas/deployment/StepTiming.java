package io.varcas.deployment;

import io.varcas.calibration.DeviceProfile;
import io.varcas.calibration.DeviceProfiles;
import io.varcas.calibration.RelativeErrors;
import io.varcas.queueing.RequestOverheads;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.StepCoefficients;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The data that the step times of a deployment were fitted to, and their error.
 *
 * @param profile name of the device profile, or what stands in for one
 * @param coefficients what the terms of a step are multiplied with
 * @param fittedOverheads what TTFT costs outside the engine, if that was fitted
 * @param errors of predicted TPOT where it could be checked
 */
public record StepTiming(
        String profile,
        StepCoefficients coefficients,
        @Nullable RequestOverheads fittedOverheads,
        RelativeErrors errors) {

    private static final StepTiming PHYSICS =
            new StepTiming("uncalibrated", StepCoefficients.DEFAULT, null, DeviceProfiles.UNFITTED_TPOT_ERRORS);

    /** Returns the timing of a deployment by a profile, or by plain physics without one. */
    static StepTiming of(Optional<DeviceProfile> profile, Deployment deployment) {
        RelativeErrors unfitted =
                PHYSICS.errors().widenedFor(deployment.kernels().evidence());
        return profile.map(found -> new StepTiming(
                        found.id(),
                        found.coefficients(),
                        found.overheads(),
                        Double.isFinite(found.tpotErrors().p90()) ? found.tpotErrorsOf(deployment) : unfitted))
                .orElseGet(() -> new StepTiming(PHYSICS.profile(), PHYSICS.coefficients(), null, unfitted));
    }

    /** Returns what TTFT costs outside the engine: as fitted, else as at low load. */
    public RequestOverheads overheads() {
        return fittedOverheads == null ? RequestOverheads.OPEN_LOOP : fittedOverheads;
    }

    /** Returns these times with every step and every overhead so many times as long. */
    StepTiming scaled(double factor) {
        double[] linear = coefficients.linear();
        for (int i = 0; i < linear.length; i++) {
            linear[i] *= factor;
        }
        RequestOverheads overheads = overheads();
        return new StepTiming(
                profile,
                StepCoefficients.of(coefficients.arithmetic(), linear),
                new RequestOverheads(overheads.ingressMillis() * factor, overheads.perLayerMillis() * factor),
                errors);
    }
}
