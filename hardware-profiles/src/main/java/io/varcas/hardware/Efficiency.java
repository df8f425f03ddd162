package io.varcas.hardware;

import io.varcas.validation.Violations;
import java.util.Map;

/**
 * The share of its peaks that an accelerator reaches in vLLM's kernels. On architectures whose kernels were measured (CUDA compute
 * capability 9.x and 10.x) matrix products in 16, 8 and 4 bits follow the measurements and not the shares given here.
 *
 * @param gemm share of the dense rate that large matrix products reach, by arithmetic
 * @param weightRead share of the memory bandwidth that reading weights reaches in thin matrix products
 * @param decodeAttention share of the memory bandwidth that decode attention reaches
 * @param prefillAttention share of the 16-bit dense rate that prefill attention reaches, by tokens attended to
 * @param source where these come from
 * @param asOf when they were true
 */
public record Efficiency(
        Map<Arithmetic, Double> gemm,
        double weightRead,
        DecodeAttention decodeAttention,
        Curve prefillAttention,
        String source,
        String asOf) {

    /**
     * @throws IllegalArgumentException if an efficiency is not above 0 and at most 1
     */
    public Efficiency {
        gemm = Map.copyOf(gemm);
        Violations faults =
                Violations.in("efficiency").within(0.01, 1, "weight read", weightRead, "(share of bandwidth)");
        gemm.forEach((arithmetic, share) ->
                faults.within(0.01, 1, "GEMM in " + arithmetic.key(), share, "(share of the dense rate)"));
        faults.notBlank("source", source).raise();
    }
}
