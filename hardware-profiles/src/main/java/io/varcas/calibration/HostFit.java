package io.varcas.calibration;

import io.varcas.queueing.RequestOverheads;
import io.varcas.roofline.StepCoefficients;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A close fit to the measured times of one model on one machine.
 *
 * @param coefficients what the terms of a step are multiplied with
 * @param overheads what a first token costs outside the engine; null if no time shows it
 * @param objective what was minimised
 */
record HostFit(StepCoefficients coefficients, @Nullable RequestOverheads overheads, double objective) {

    /** The fit to nothing. */
    static final HostFit NONE = new HostFit(StepCoefficients.DEFAULT, null, 0);

    static final int LINEARISATIONS = 3;

    /** Holds each coefficient within a prior deviation of about 50 % against a row's 7 %. */
    private static final double RIDGE = 0.02;

    /** Kernels may compute ten times slower than the best do (AWQ on a T4): a prior deviation of 2 in its logarithm. */
    private static final double ARITHMETIC_RIDGE = 0.001;

    /** Factors on the arithmetic of matrix products that are tried on a host: kernels from twice as good to far worse. */
    private static final double[] ARITHMETIC = {0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 23, 32};

    private static final double[] NUDGES = {0.83, 0.88, 0.94, 1.06, 1.13, 1.2};

    private static final int INGRESS = StepCoefficients.LINEAR.size(); // column after the step's own
    private static final double INGRESS_PRIOR_SECONDS = RequestOverheads.OPEN_LOOP.ingressMillis() * 1e-3;
    private static final int FIRST_OVERHEAD = 4;
    private static final double MICRO = 1e-6;

    /** The measured times, with their terms at some coefficients. */
    interface Rows {

        /**
         * Returns the rows.
         *
         * @param at the coefficients at which terms are taken that are not linear in them
         */
        List<Row> of(StepCoefficients at);
    }

    /**
     * A measured time.
     *
     * @param terms its terms, in the order of {@link StepCoefficients#LINEAR}
     * @param firstToken whether it includes what a first token costs outside the engine
     * @param seconds the time
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
    record Row(double[] terms, boolean firstToken, double seconds) {

        /** Returns each prior term, and the ingress, as a share of the measured time. */
        double[] shares(StepCoefficients prior) {
            double[] unit = prior.linear();
            double[] shares = new double[INGRESS + 1];
            for (int i = 0; i < terms.length; i++) {
                shares[i] = terms[i] * unit[i] * (i < FIRST_OVERHEAD ? 1 : MICRO) / seconds;
            }
            shares[INGRESS] = (firstToken ? INGRESS_PRIOR_SECONDS : 0) / seconds;
            return shares;
        }
    }

    /** Fits. The arithmetic factor is not linear: it is searched for, in wide steps and then in narrow ones about the best. */
    static HostFit of(Rows rows) {
        HostFit best = fit(rows, 1);
        for (double factor : ARITHMETIC) {
            best = best.orBetter(fit(rows, factor));
        }
        double centre = best.coefficients.arithmetic();
        for (double nudge : NUDGES) {
            best = best.orBetter(fit(rows, centre * nudge));
        }
        return best;
    }

    private static HostFit fit(Rows rows, double arithmetic) {
        double[] ridge = new double[INGRESS + 1];
        Arrays.fill(ridge, RIDGE);
        StepCoefficients prior = StepCoefficients.DEFAULT.withArithmetic(arithmetic);
        StepCoefficients at = prior;
        CoefficientFit fitted = null;
        boolean firstTokens = false;
        for (int round = 0; round < LINEARISATIONS; round++) {
            List<Row> measured = rows.of(at);
            firstTokens = measured.stream().anyMatch(Row::firstToken);
            fitted = CoefficientFit.of(
                    measured.stream().map(row -> row.shares(prior)).toList(), ridge);
            at = scaled(prior, fitted.multiples());
        }
        double[] multiples = Objects.requireNonNull(fitted).multiples();
        double log = Math.log(arithmetic);
        @Nullable
        RequestOverheads overheads = firstTokens
                ? new RequestOverheads(RequestOverheads.OPEN_LOOP.ingressMillis() * multiples[INGRESS], 0)
                : null;
        return new HostFit(at, overheads, fitted.objective() + ARITHMETIC_RIDGE * log * log);
    }

    /** Returns a prior whose linear coefficients are multiplied. */
    static StepCoefficients scaled(StepCoefficients prior, double[] multiples) {
        double[] linear = prior.linear();
        for (int i = 0; i < linear.length; i++) {
            linear[i] *= multiples[i];
        }
        return StepCoefficients.of(prior.arithmetic(), linear);
    }

    private HostFit orBetter(HostFit other) {
        return other.objective < objective ? other : this;
    }
}
