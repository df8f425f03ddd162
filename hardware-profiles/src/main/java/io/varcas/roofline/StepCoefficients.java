package io.varcas.roofline;

import io.varcas.fault.Faults;
import java.util.Arrays;
import java.util.List;

/**
 * What the physical terms of a step are multiplied with, and the overheads that no physics explains. Calibration fits
 * these eight and nothing else:
 *
 * <pre>
 * t = b0 GEMM + b1 decode attention + b2 prefill attention + b3 all-reduce
 *   + b4 layers + b5 sequences + b6 + b7 layers with experts
 * </pre>
 *
 * @param gemm b0, factor on matrix products, experts and LM head included
 * @param decodeAttention b1, factor
 * @param prefillAttention b2, factor
 * @param allReduce b3, factor
 * @param perLayerMicros b4, microseconds per layer
 * @param perSequenceMicros b5, microseconds per sequence in the step
 * @param perStepMicros b6, microseconds per step
 * @param perExpertLayerMicros b7, microseconds per layer with experts
 */
public record StepCoefficients(
        double gemm,
        double decodeAttention,
        double prefillAttention,
        double allReduce,
        double perLayerMicros,
        double perSequenceMicros,
        double perStepMicros,
        double perExpertLayerMicros) {

    /** The names of the coefficients, in order, as in profile files. */
    public static final List<String> NAMES = List.of(
            "gemm",
            "decodeAttention",
            "prefillAttention",
            "allReduce",
            "perLayerMicros",
            "perSequenceMicros",
            "perStepMicros",
            "perExpertLayerMicros");

    /**
     * Unfitted: pure physics and the overheads of current vLLM with CUDA graphs, derived from measured runs (2026-11). On
     * current vLLM over H100, H200, B200, L4 and T4 these gave a median error of TPOT of 13 %.
     */
    public static final StepCoefficients DEFAULT = new StepCoefficients(1, 1, 1, 1, 25, 4, 400, 25);

    /**
     * @throws IllegalArgumentException if a coefficient is negative or not finite
     */
    public StepCoefficients {
        double[] all = {
            gemm,
            decodeAttention,
            prefillAttention,
            allReduce,
            perLayerMicros,
            perSequenceMicros,
            perStepMicros,
            perExpertLayerMicros
        };
        Faults faults = Faults.in("step coefficients");
        for (int i = 0; i < all.length; i++) {
            faults.notNegative(NAMES.get(i), all[i], "");
        }
        faults.raise();
    }

    /**
     * Returns the coefficients of these values, in the order of {@link #NAMES}.
     *
     * @throws IllegalArgumentException if there are not eight
     */
    public static StepCoefficients of(double... values) {
        if (values.length != NAMES.size()) {
            throw new IllegalArgumentException("step coefficients: " + values.length + " values; it must be " + NAMES);
        }
        return new StepCoefficients(
                values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7]);
    }

    /** Returns the values in the order of {@link #NAMES}. */
    public double[] toArray() {
        return new double[] {
            gemm,
            decodeAttention,
            prefillAttention,
            allReduce,
            perLayerMicros,
            perSequenceMicros,
            perStepMicros,
            perExpertLayerMicros
        };
    }

    /** Returns the sum of terms, each multiplied with its coefficient; overhead terms are counts, the others seconds. */
    public double seconds(double[] terms) {
        return gemm * terms[0]
                + decodeAttention * terms[1]
                + prefillAttention * terms[2]
                + allReduce * terms[3]
                + 1e-6
                        * (perLayerMicros * terms[4]
                                + perSequenceMicros * terms[5]
                                + perStepMicros * terms[6]
                                + perExpertLayerMicros * terms[7]);
    }

    @Override
    public String toString() {
        return "StepCoefficients" + Arrays.toString(toArray());
    }
}
