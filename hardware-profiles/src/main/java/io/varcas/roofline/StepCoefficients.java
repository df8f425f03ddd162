package io.varcas.roofline;

import io.varcas.validation.Violations;
import java.util.List;

/**
 * The fitted factors of a step's physical terms, and the overheads that physics does not explain. Calibration fits
 * these and nothing else:
 *
 * <pre>
 * t = b0 GEMM(a) + b1 decode attention + b2 prefill attention + b3 all-reduce
 *   + b4 layers + b5 sequences + b6 + b7 layers with experts
 * </pre>
 *
 * <p>GEMM(a) joins weight reading and arithmetic, the latter multiplied with a before: a kernel that is slow at computing
 * (AWQ on a T4) is one with a large a. All others enter linearly.
 *
 * @param gemm b0, factor on matrix products, experts and LM head included
 * @param decodeAttention b1, factor
 * @param prefillAttention b2, factor
 * @param allReduce b3, factor
 * @param perLayerMicros b4, microseconds per layer
 * @param perSequenceMicros b5, microseconds per sequence in the step
 * @param perStepMicros b6, microseconds per step
 * @param perExpertLayerMicros b7, microseconds per layer with experts
 * @param arithmetic a, factor on the arithmetic inside matrix products, before it is joined with reading
 */
public record StepCoefficients(
        double gemm,
        double decodeAttention,
        double prefillAttention,
        double allReduce,
        double perLayerMicros,
        double perSequenceMicros,
        double perStepMicros,
        double perExpertLayerMicros,
        double arithmetic) {

    /** The names of the linear coefficients, in order, as in profile files. */
    public static final List<String> LINEAR = List.of(
            "gemm",
            "decodeAttention",
            "prefillAttention",
            "allReduce",
            "perLayerMicros",
            "perSequenceMicros",
            "perStepMicros",
            "perExpertLayerMicros");

    /**
     * Unfitted: measured kernels, and the overheads of current vLLM with CUDA graphs that no table of operations has, derived
     * from measured runs (2026-11). On 236 public rows of current vLLM these gave a median error of TPOT of 7 %.
     */
    public static final StepCoefficients DEFAULT = new StepCoefficients(1, 1, 1, 1, 10, 10, 400, 5, 1);

    /**
     * @throws IllegalArgumentException if a coefficient is negative or not finite
     */
    public StepCoefficients {
        Violations.in("step coefficients")
                .notNegative("gemm", gemm, "")
                .notNegative("decodeAttention", decodeAttention, "")
                .notNegative("prefillAttention", prefillAttention, "")
                .notNegative("allReduce", allReduce, "")
                .notNegative("perLayerMicros", perLayerMicros, "us")
                .notNegative("perSequenceMicros", perSequenceMicros, "us")
                .notNegative("perStepMicros", perStepMicros, "us")
                .notNegative("perExpertLayerMicros", perExpertLayerMicros, "us")
                .positive("arithmetic", arithmetic, "")
                .raise();
    }

    /**
     * Returns the coefficients of these linear values, in the order of {@link #LINEAR}.
     *
     * @param arithmetic a
     * @param linear b0 to b7
     * @throws IllegalArgumentException if there are not eight
     */
    public static StepCoefficients of(double arithmetic, double... linear) {
        if (linear.length != LINEAR.size()) {
            throw new IllegalArgumentException("step coefficients: " + linear.length + " values; it must be " + LINEAR);
        }
        return new StepCoefficients(
                linear[0], linear[1], linear[2], linear[3], linear[4], linear[5], linear[6], linear[7], arithmetic);
    }

    /** Returns the linear values in the order of {@link #LINEAR}. */
    public double[] linear() {
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

    /** Returns these coefficients with another factor on the arithmetic of matrix products. */
    public StepCoefficients withArithmetic(double factor) {
        return of(factor, linear());
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
}
