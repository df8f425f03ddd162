package io.varcas.roofline;

import io.varcas.validation.Violations;

/**
 * A family of kernels that vLLM multiplies matrices with, and what it reaches of an accelerator's peaks. A product of T rows
 * with a matrix of N columns takes
 *
 * <pre>
 * launch + (1 + sliced width / N) * sqrt( read^2 + math^2 )
 * read = bytes of the matrix / (read share * bandwidth)
 * math = 2 (T + padded rows) * parameters / (math share * dense 16-bit rate)
 * </pre>
 *
 * <p>For the experts of a layer N is the width of one expert on one rank, the bytes are those of the experts that some row
 * is routed to, and each of these pads its own rows.
 *
 * @param id its name, as in {@code moe-kernel=marlin}
 * @param readShare share of the memory bandwidth that reading weights reaches, above 0, at most 1
 * @param mathShare arithmetic rate as a share of the dense 16-bit rate, above 0: more than 1 in fewer bits
 * @param launchMicros time of an empty call inside a CUDA graph, microseconds, at least 0; for experts, of a whole layer
 * @param slicedWidth columns at which a slice takes twice the time of its share of a wide matrix, at least 0
 * @param paddedRows rows computed beyond those asked for, at least 0
 * @param evidence how well these figures are known on the accelerator
 */
public record KernelPath(
        String id,
        double readShare,
        double mathShare,
        double launchMicros,
        double slicedWidth,
        double paddedRows,
        Evidence evidence) {

    private static final double FASTEST = 16; // times the 16-bit rate; four bits reach four times

    /**
     * @throws IllegalArgumentException if a figure is out of its range
     */
    public KernelPath {
        Violations.in("kernel path " + id)
                .notBlank("id", id)
                .within(0.001, 1, "read share", readShare, "(of bandwidth)")
                .within(0.001, FASTEST, "math share", mathShare, "(of the dense 16-bit rate)")
                .notNegative("launch", launchMicros, "us")
                .notNegative("sliced width", slicedWidth, "columns")
                .notNegative("padded rows", paddedRows, "rows")
                .raise();
    }

    /** Returns what a slice of so many columns costs, as a multiple of its share of a wide matrix. */
    double slicing(double columns) {
        return 1 + slicedWidth / Math.max(columns, 1);
    }

    KernelPath with(Evidence other) {
        return new KernelPath(id, readShare, mathShare, launchMicros, slicedWidth, paddedRows, other);
    }
}
