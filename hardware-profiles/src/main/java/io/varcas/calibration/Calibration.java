package io.varcas.calibration;

import io.varcas.calibration.DeviceProfile.Scope;
import io.varcas.queueing.MeanPrediction;
import io.varcas.queueing.RequestOverheads;
import io.varcas.roofline.StepCoefficients;
import io.varcas.validation.Violations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits step coefficients to measured points.
 *
 * <p>Two kinds: {@link #onHost} fits one model on one machine closely, and only those; {@link #across} fits what all
 * points have in common, held much nearer to physics, for models and accelerators that were never measured. Coefficients
 * fitted closely do not transfer: on a model left out they err by 26 % on average where plain physics errs by 17 %
 * (derived, 2026-11).
 */
public final class Calibration {

    /** Holds each coefficient within a prior deviation of about 50 % against a row's 7 %. */
    private static final double HOST_RIDGE = 0.02;

    private static final double HELD = 1e12;

    /** Rows that a group counts as on average in a fit over groups; each counts by the root of its rows. */
    private static final double ROWS_OF_A_GROUP = 8;

    /**
     * What transfers, and how strongly it is held: microseconds per layer and per sequence, which three groups of
     * measurements and more speak of. Everything else stays where measured operations put it: fitting more made groups left
     * out worse (docs/measurements/prediction-errors.md).
     */
    private static final double[] TRANSFER_RIDGE = {HELD, HELD, HELD, HELD, 0.16, 0.36, HELD, HELD, HELD};

    /** Kernels may compute ten times slower than the best do (AWQ on a T4): a prior deviation of 2 in its logarithm. */
    private static final double ARITHMETIC_RIDGE = 0.001;

    /** Factors on the arithmetic of matrix products that are tried on a host: kernels from twice as good to far worse. */
    private static final double[] ARITHMETIC = {0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 23, 32};

    private static final double[] NUDGES = {0.83, 0.88, 0.94, 1.06, 1.13, 1.2};

    private static final int LEAST_ROWS = 2;
    private static final int LINEARISATIONS = 3;
    private static final int INGRESS = StepCoefficients.LINEAR.size(); // column after the step's own
    private static final double INGRESS_PRIOR_SECONDS = RequestOverheads.OPEN_LOOP.ingressMillis() * 1e-3;
    private static final int FIRST_OVERHEAD = 4;
    private static final double MICRO = 1e-6;

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
        return transfer(usable(observations)).coefficients;
    }

    /** The arithmetic factor is not linear: it is searched for, in wide steps and then in narrow ones about the best. */
    private static Fit host(List<Observation> rows) {
        Fit best = fit(rows, 1);
        for (double factor : ARITHMETIC) {
            best = best.orBetter(fit(rows, factor));
        }
        double centre = best.coefficients.arithmetic();
        for (double nudge : NUDGES) {
            best = best.orBetter(fit(rows, centre * nudge));
        }
        return best;
    }

    /** The cost of a first token outside the engine belongs to the host: it does not transfer. */
    private static Fit transfer(List<Observation> rows) {
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
        for (int round = 0; round < LINEARISATIONS; round++) {
            List<double[]> shares = new ArrayList<>();
            for (Observation row : rows) {
                double seconds = row.measured().tpotSeconds().orElseThrow() / row.shareOfSteadyState(at);
                shares.add(shares(row.tpotTerms(at), 0, seconds, prior));
            }
            at = scaled(
                    prior,
                    CoefficientFit.robust(shares, weights, TRANSFER_RIDGE).multiples());
        }
        return new Fit(at, null, 0);
    }

    private static DeviceProfile profile(
            String id,
            List<Observation> rows,
            Scope scope,
            String asOf,
            Function<Observation, String> leftOutTogether,
            Function<List<Observation>, Fit> fitter) {
        Fit fit = fitter.apply(rows);
        List<Double> tpot = new ArrayList<>();
        List<Double> ttft = new ArrayList<>();
        for (String key : rows.stream().map(leftOutTogether).distinct().toList()) {
            List<Observation> rest = rows.stream()
                    .filter(row -> !leftOutTogether.apply(row).equals(key))
                    .toList();
            Fit without = rest.isEmpty() ? new Fit(StepCoefficients.DEFAULT, null, 0) : fitter.apply(rest);
            for (Observation row : rows) {
                if (leftOutTogether.apply(row).equals(key)) {
                    MeanPrediction predicted = row.predict(without.coefficients, without.overheads);
                    double share = row.shareOfSteadyState(without.coefficients);
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
                fit.coefficients,
                fit.overheads,
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

    private static Fit fit(List<Observation> rows, double arithmetic) {
        double[] ridge = new double[INGRESS + 1];
        Arrays.fill(ridge, HOST_RIDGE);
        StepCoefficients prior = StepCoefficients.DEFAULT.withArithmetic(arithmetic);
        StepCoefficients at = prior;
        CoefficientFit fitted = null;
        for (int round = 0; round < LINEARISATIONS; round++) {
            List<double[]> shares = new ArrayList<>();
            for (Observation row : rows) {
                double seconds = row.measured().tpotSeconds().orElseThrow() / row.shareOfSteadyState(at);
                shares.add(shares(row.tpotTerms(at), 0, seconds, prior));
                if (row.alone() && row.measured().ttftSeconds().isPresent()) {
                    double first = row.measured().ttftSeconds().getAsDouble();
                    shares.add(shares(row.prefillTerms(at), INGRESS_PRIOR_SECONDS, first, prior));
                }
            }
            fitted = CoefficientFit.of(shares, ridge);
            at = scaled(prior, fitted.multiples());
        }
        double[] multiples = Objects.requireNonNull(fitted).multiples();
        double log = Math.log(arithmetic);
        boolean alone = rows.stream()
                .anyMatch(row -> row.alone() && row.measured().ttftSeconds().isPresent());
        @Nullable
        RequestOverheads overheads =
                alone ? new RequestOverheads(RequestOverheads.OPEN_LOOP.ingressMillis() * multiples[INGRESS], 0) : null;
        return new Fit(at, overheads, fitted.objective() + ARITHMETIC_RIDGE * log * log);
    }

    private static StepCoefficients scaled(StepCoefficients prior, double[] multiples) {
        double[] linear = prior.linear();
        for (int i = 0; i < linear.length; i++) {
            linear[i] *= multiples[i];
        }
        return StepCoefficients.of(prior.arithmetic(), linear);
    }

    /** Each prior term, and the ingress, as a share of the measured time. */
    private static double[] shares(double[] terms, double ingressSeconds, double seconds, StepCoefficients prior) {
        double[] unit = prior.linear();
        double[] shares = new double[INGRESS + 1];
        for (int i = 0; i < terms.length; i++) {
            shares[i] = terms[i] * unit[i] * (i < FIRST_OVERHEAD ? 1 : MICRO) / seconds;
        }
        shares[INGRESS] = ingressSeconds / seconds;
        return shares;
    }

    private record Fit(
            StepCoefficients coefficients, @Nullable RequestOverheads overheads, double objective) {

        Fit orBetter(Fit other) {
            return other.objective < objective ? other : this;
        }
    }
}
