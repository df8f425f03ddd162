package io.varcas.calibration;

import io.varcas.calibration.DeviceProfile.Scope;
import io.varcas.queueing.MeanPrediction;
import io.varcas.roofline.StepCoefficients;
import io.varcas.validation.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Fits step coefficients to measured points.
 *
 * <p>Two kinds: {@link #onHost} fits one model on one machine closely, and only those; {@link #across} fits what all
 * points have in common, held much nearer to physics, for models and accelerators that were never measured. Coefficients
 * fitted closely do not transfer: on a model left out they err by 26 % on average where plain physics errs by 17 %
 * (derived, 2026-11).
 */
public final class Calibration {

    private static final double HELD = 1e12;

    /** Rows that a group counts as on average in a fit over groups; each counts by the root of its rows. */
    private static final double ROWS_OF_A_GROUP = 8;

    /**
     * What transfers, and how strongly it is held: microseconds per layer and per sequence, which three groups of
     * measurements and more speak of. Everything else stays where measured operations put it: fitting more made groups left
     * out worse (docs/measurements/prediction-errors.md).
     */
    private static final double[] TRANSFER_RIDGE = {HELD, HELD, HELD, HELD, 0.16, 0.36, HELD, HELD, HELD};

    private static final int LEAST_ROWS = 2;

    private Calibration() {}

    /**
     * Fits one model in one precision on one machine and engine. With few points its errors are stated wider than they
     * came out.
     *
     * @param id name of the profile
     * @param observations at least two points of one model, precision, accelerator and engine
     * @param asOf date of the fit
     * @throws IllegalArgumentException if there are too few points or they are of different deployments
     */
    public static DeviceProfile onHost(String id, List<Observation> observations, String asOf) {
        List<Observation> usable = usable(observations);
        return profile(id, usable, Scope.common(usable), asOf, Observation::label, Calibration::host);
    }

    /**
     * Fits what points of many models and accelerators have in common. Its errors are those on each group (a model on an
     * accelerator) when left out.
     *
     * @param id name of the profile
     * @param observations at least two points
     * @param asOf date of the fit
     * @throws IllegalArgumentException if there are too few points
     */
    public static DeviceProfile across(String id, List<Observation> observations, String asOf) {
        return profile(id, usable(observations), Scope.ANYTHING, asOf, Observation::group, Calibration::transfer);
    }

    /** Fits the coefficients that {@link #across} finds, without its errors. */
    static StepCoefficients acrossCoefficients(List<Observation> observations) {
        return transfer(usable(observations)).coefficients();
    }

    /** The cost of a first token outside the engine belongs to the host: it does not transfer. */
    private static HostFit transfer(List<Observation> rows) {
        Map<String, Long> sizes =
                rows.stream().collect(Collectors.groupingBy(Observation::group, Collectors.counting()));
        double[] weights = rows.stream()
                .mapToDouble(row -> 1 / Math.sqrt(sizes.getOrDefault(row.group(), 1L)))
                .toArray();
        double sum = DoubleStream.of(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= ROWS_OF_A_GROUP * sizes.size() / sum;
        }
        StepCoefficients prior = StepCoefficients.DEFAULT;
        StepCoefficients at = prior;
        for (int round = 0; round < HostFit.LINEARISATIONS; round++) {
            List<double[]> shares = new ArrayList<>();
            for (Observation row : rows) {
                double seconds = row.measured().tpotSeconds().orElseThrow() / row.shareOfSteadyState(at);
                shares.add(new HostFit.Row(row.tpotTerms(at), false, seconds).shares(prior));
            }
            at = HostFit.scaled(
                    prior,
                    CoefficientFit.robust(shares, weights, TRANSFER_RIDGE).multiples());
        }
        return new HostFit(at, null, 0);
    }

    private static DeviceProfile profile(
            String id,
            List<Observation> rows,
            Scope scope,
            String asOf,
            Function<Observation, String> leftOutTogether,
            Function<List<Observation>, HostFit> fitter) {
        HostFit fit = fitter.apply(rows);
        List<Double> tpot = new ArrayList<>();
        List<Double> ttft = new ArrayList<>();
        for (String key : rows.stream().map(leftOutTogether).distinct().toList()) {
            List<Observation> rest = rows.stream()
                    .filter(row -> !leftOutTogether.apply(row).equals(key))
                    .toList();
            HostFit without = rest.isEmpty() ? HostFit.NONE : fitter.apply(rest);
            for (Observation row : rows) {
                if (leftOutTogether.apply(row).equals(key)) {
                    MeanPrediction predicted = row.predict(without.coefficients(), without.overheads());
                    double share = row.shareOfSteadyState(without.coefficients());
                    row.measured().tpotSeconds().ifPresent(m -> tpot.add(predicted.tpotSeconds() * share / m - 1));
                    row.measured().ttftSeconds().ifPresent(m -> ttft.add(predicted.ttftSeconds() / m - 1));
                }
            }
        }
        String source = rows.size() + " measured points, "
                + rows.stream().map(Observation::group).distinct().count() + " of model and accelerator";
        return new DeviceProfile(
                id,
                scope,
                fit.coefficients(),
                fit.overheads(),
                scope.model() == null ? RelativeErrors.of(tpot) : RelativeErrors.ofFew(tpot),
                scope.model() == null ? RelativeErrors.of(ttft) : RelativeErrors.ofFew(ttft),
                scope.model() == null
                        ? null
                        : rows.get(0).deployment().kernels().describe(),
                FittedRange.of(rows),
                source,
                asOf);
    }

    private static List<Observation> usable(List<Observation> observations) {
        List<Observation> usable = observations.stream()
                .filter(row -> row.notFittedBecause() == null)
                .filter(row -> row.measured().tpotSeconds().isPresent())
                .toList();
        Violations.in("calibration")
                .atLeast(LEAST_ROWS, "points with a time per output token", usable.size(), "")
                .raise();
        return usable;
    }

    /** Fits one host closely; a request served alone also shows what its prefill takes. */
    private static HostFit host(List<Observation> rows) {
        return HostFit.of(at -> {
            List<HostFit.Row> all = new ArrayList<>();
            for (Observation row : rows) {
                double seconds = row.measured().tpotSeconds().orElseThrow() / row.shareOfSteadyState(at);
                all.add(new HostFit.Row(row.tpotTerms(at), false, seconds));
                if (row.alone() && row.measured().ttftSeconds().isPresent()) {
                    all.add(new HostFit.Row(
                            row.prefillTerms(at),
                            true,
                            row.measured().ttftSeconds().getAsDouble()));
                }
            }
            return all;
        });
    }
}
