package io.varcas.hardware;

import io.varcas.document.Figure;
import io.varcas.validation.Violations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One kind of GPU, or of any chip that serves models.
 *
 * @param id its short name, as in {@code --gpu h100-sxm}
 * @param name its full name
 * @param aliases other names it is known by
 * @param backend which of vLLM's platforms drives it
 * @param computeCapability CUDA compute capability; null elsewhere
 * @param memory its memory
 * @param denseTflops matrix rates without sparsity, TFLOP/s (or TOP/s), by arithmetic; what it cannot do is absent
 * @param interconnect how it talks to its peers
 * @param powerWatts its power limit, W; null if not published
 * @param efficiency how much of its peaks it reaches
 */
public record Accelerator(
        String id,
        String name,
        List<String> aliases,
        Backend backend,
        @Nullable Double computeCapability,
        Memory memory,
        Map<Arithmetic, Figure> denseTflops,
        Interconnect interconnect,
        @Nullable Figure powerWatts,
        Efficiency efficiency) {

    private static final double MOST_TFLOPS = 200_000; // ten times the fastest of 2026

    /**
     * @throws IllegalArgumentException if a rate is not above 0 or far above any there is, or neither fp16 nor bf16 is among them
     */
    public Accelerator {
        aliases = List.copyOf(aliases);
        denseTflops = Map.copyOf(denseTflops);
        Violations faults =
                Violations.in("accelerator " + id).notBlank("id", id).notBlank("name", name);
        denseTflops.forEach((arithmetic, rate) -> faults.positive(arithmetic.key() + " rate", rate.value(), "TFLOPS")
                .findIf(
                        rate.value() > MOST_TFLOPS,
                        arithmetic.key() + " rate is " + rate.value() + " TFLOPS; it must be at most " + MOST_TFLOPS));
        faults.findIf(
                !denseTflops.containsKey(Arithmetic.FP16) && !denseTflops.containsKey(Arithmetic.BF16),
                "it has no fp16 or bf16 rate; give at least one");
        faults.raise();
    }

    /** Returns whether its matrix units support an arithmetic. */
    public boolean supports(Arithmetic arithmetic) {
        return denseTflops.containsKey(arithmetic);
    }

    /** Returns the dense rate in FLOP/s; empty if it cannot multiply in this arithmetic. */
    public OptionalDouble flopsPerSecond(Arithmetic arithmetic) {
        Figure rate = denseTflops.get(arithmetic);
        return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate.value() * 1e12);
    }

    /** Returns the 16-bit arithmetic it serves models in: bf16 where it can, else fp16. */
    public Arithmetic halfPrecision() {
        return supports(Arithmetic.BF16) ? Arithmetic.BF16 : Arithmetic.FP16;
    }

    /**
     * Returns the ridge of its roofline, FLOP per byte: dense rate over memory bandwidth. Work of lower intensity is
     * bound by memory, of higher intensity by arithmetic.
     *
     * @return empty if it cannot multiply in this arithmetic
     */
    public OptionalDouble ridge(Arithmetic arithmetic) {
        OptionalDouble rate = flopsPerSecond(arithmetic);
        return rate.isEmpty() ? rate : OptionalDouble.of(rate.getAsDouble() / memory.bytesPerSecond());
    }

    /** Returns the CUDA compute capability, such as 9.0; empty on other platforms. */
    public Optional<Double> capability() {
        return Optional.ofNullable(computeCapability);
    }
}
