package io.varcas.calibration;

import io.varcas.calibration.DeviceProfile.Scope;
import io.varcas.roofline.StepShape;
import io.varcas.validation.Violations;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits the step model to engine steps that were measured one kind at a time. No queue and no mixture of requests stands between the times and
 * the coefficients, so that few cells tell more than many runs under load.
 */
public final class StepCalibration {

    private static final int LEAST = 2;

    private StepCalibration() {}

    /**
     * Fits one model in one precision on one machine and engine. The errors of the profile are those of each time when left out of the fit: of
     * TPOT on steps that decode, of TTFT on those that read prompts.
     *
     * @param id name of the profile
     * @param measured at least two measured times of one deployment and engine
     * @param asOf date of the fit
     * @throws IllegalArgumentException if there are too few, or they are of different deployments
     */
    public static DeviceProfile onHost(String id, List<MeasuredStep> measured, String asOf) {
        Violations.in("calibration")
                .atLeast(LEAST, "measured cells", measured.size(), "")
                .raise();
        Scope scope = Scope.of(measured.get(0).deployment(), measured.get(0).engine());
        for (MeasuredStep other : measured) {
            Violations.in("calibration")
                    .findIf(
                            !Scope.of(other.deployment(), other.engine()).equals(scope),
                            other.label() + " and " + measured.get(0).label()
                                    + " are of different deployments; calibrate each on its own")
                    .raise();
        }
        HostFit fit = fit(measured);
        List<Double> decoding = new ArrayList<>();
        List<Double> reading = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            MeasuredStep left = measured.get(i);
            List<MeasuredStep> rest = new ArrayList<>(measured);
            rest.remove(i);
            HostFit without = fit(rest);
            double error = left.predict(without.coefficients(), without.overheads()) / left.seconds() - 1;
            (left.firstToken() ? reading : decoding).add(error);
        }
        return new DeviceProfile(
                id,
                scope,
                fit.coefficients(),
                fit.overheads(),
                RelativeErrors.ofFew(decoding),
                RelativeErrors.ofFew(reading),
                measured.get(0).deployment().kernels().describe(),
                range(measured),
                measured.size() + " measured steps of a step profile",
                asOf);
    }

    private static HostFit fit(List<MeasuredStep> measured) {
        return HostFit.of(at -> measured.stream().map(step -> step.row(at)).toList());
    }

    private static FittedRange range(List<MeasuredStep> measured) {
        List<StepShape> steps =
                measured.stream().flatMap(each -> each.steps().stream()).toList();
        double[] running = steps.stream()
                .mapToDouble(step -> Math.max(1, step.decodeSequences() + step.prefillSequences()))
                .sorted()
                .toArray();
        double[] context = steps.stream()
                .mapToDouble(step -> Math.max(
                        1,
                        step.decodeSequences() > 0
                                ? step.contextTokens()
                                : step.prefillTokens() / step.prefillSequences()))
                .sorted()
                .toArray();
        return new FittedRange(running[0], running[running.length - 1], context[0], context[context.length - 1]);
    }
}
