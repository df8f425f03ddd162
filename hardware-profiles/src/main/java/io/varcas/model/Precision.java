package io.varcas.model;

import io.varcas.hardware.Accelerator;
import io.varcas.hardware.Arithmetic;
import io.varcas.hardware.Backend;
import io.varcas.validation.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The precision of a model's weights, in memory and in arithmetic.
 *
 * <p>Only the matrices of attention and feed-forward are stored so; embeddings, LM head, norms and routers stay in 16
 * bits, and with {@link #MXFP4} so does attention.
 */
public enum Precision {
    /** 32 bits throughout. */
    FP32(32, Arithmetic.FP32),
    /** IEEE half precision. */
    FP16(16, Arithmetic.FP16),
    /** bfloat16. */
    BF16(16, Arithmetic.BF16),
    /** 8-bit floating point, scaled per tensor, channel or 128 x 128 block (8.002 bits). */
    FP8(8, Arithmetic.FP8),
    /** 8-bit integers for weights and activations (W8A8), scaled per channel. */
    INT8(8, Arithmetic.INT8),
    /** AWQ: 4-bit integers in groups of 128, with a 16-bit scale and a 4-bit zero each; multiplied in 16 bits. */
    INT4_AWQ(4 + 16.0 / 128 + 4.0 / 128, Arithmetic.FP16),
    /** GPTQ: as AWQ in size and arithmetic. */
    INT4_GPTQ(4 + 16.0 / 128 + 4.0 / 128, Arithmetic.FP16),
    /** 4-bit floating point in blocks of 32 with an 8-bit scale, experts only (gpt-oss); multiplied in 16 bits. */
    MXFP4(4 + 8.0 / 32, Arithmetic.FP16),
    /** 4-bit floating point in blocks of 16 with an 8-bit scale; multiplied in 4 bits on Blackwell. */
    NVFP4(4 + 8.0 / 16, Arithmetic.FP4);

    private static final double TURING = 7.5; // CUDA compute capabilities
    private static final double AMPERE = 8.0;

    private final double linearBits;
    private final Arithmetic arithmetic;

    Precision(double linearBits, Arithmetic arithmetic) {
        this.linearBits = linearBits;
        this.arithmetic = arithmetic;
    }

    /** Returns the bits one weight of a quantized matrix takes, scales included. */
    public double linearBits() {
        return linearBits;
    }

    /** Returns the bytes of the parts that are never quantized: 2, or 4 in fp32. */
    public int unquantizedBytes() {
        return this == FP32 ? 4 : 2;
    }

    /** Returns the name as in flags and files: {@code int4-awq}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds a precision by its name; {@code int4} means AWQ, {@code auto} is not one.
     *
     * @throws IllegalArgumentException if there is none, with the nearest name
     */
    public static Precision of(String name) {
        String wanted = name.toLowerCase(Locale.ROOT).replace('_', '-');
        String full = switch (wanted) {
            case "int4", "awq", "awq-marlin" -> "int4-awq";
            case "gptq", "gptq-marlin" -> "int4-gptq";
            case "half", "float16" -> "fp16";
            case "float", "float32" -> "fp32";
            case "bfloat16" -> "bf16";
            case "fp4" -> "nvfp4";
            default -> wanted;
        };
        List<String> known = Arrays.stream(values()).map(Precision::key).toList();
        int place = known.indexOf(full);
        if (place < 0) {
            throw new IllegalArgumentException(DidYouMean.message("precision", name, known));
        }
        return values()[place];
    }

    /**
     * Returns why vLLM cannot serve this precision on that accelerator, with what to use instead; empty if it can.
     *
     * <p>Rules of vLLM 0.15 to 0.31 (2026): bf16 needs Ampere; fp8, MXFP4 and NVFP4 run natively where there are units
     * for them and as weight-only (Marlin) kernels from Ampere on; AWQ, GPTQ and int8 need Turing.
     */
    public Optional<String> refusal(Accelerator on) {
        String where = on.name()
                + on.capability().map(cc -> " (compute capability " + cc + ")").orElse("");
        double capability = on.capability().orElse(AMPERE);
        String half = on.halfPrecision().key();
        return switch (this) {
            case FP32 ->
                on.supports(Arithmetic.FP32)
                        ? Optional.empty()
                        : Optional.of("no fp32 matrix rate is known for " + where + "; use " + half);
            case FP16, BF16 ->
                on.supports(arithmetic)
                        ? Optional.empty()
                        : Optional.of(where + " has no " + key() + " units; use " + half
                                + (on.supports(Arithmetic.FP16) ? " (--dtype half)" : ""));
            case INT8 ->
                on.supports(Arithmetic.INT8)
                        ? Optional.empty()
                        : Optional.of(where + " has no int8 units; use " + half);
            case FP8, MXFP4, NVFP4 ->
                (on.supports(arithmetic) && this != MXFP4) || capability >= AMPERE
                        ? Optional.empty()
                        : Optional.of(where + " has no units for " + key()
                                + ", and vLLM's weight-only kernels for it need 8.0; use int4-awq or " + half);
            case INT4_AWQ, INT4_GPTQ ->
                on.backend() != Backend.CUDA || capability >= TURING
                        ? Optional.empty()
                        : Optional.of(
                                "vLLM's " + key() + " kernels need compute capability 7.5; " + where + " is older");
        };
    }

    /** Returns the arithmetic its matrices are multiplied in there: its own where there are units for it, else 16 bits. */
    public Arithmetic arithmeticOn(Accelerator on) {
        return switch (this) {
            case FP8, INT8, NVFP4, FP32 -> on.supports(arithmetic) ? arithmetic : on.halfPrecision();
            case FP16 -> on.supports(Arithmetic.FP16) ? Arithmetic.FP16 : on.halfPrecision();
            case BF16, INT4_AWQ, INT4_GPTQ, MXFP4 -> on.halfPrecision();
        };
    }

    /** Returns whether only the experts' matrices have this precision, with attention in 16 bits. */
    public boolean expertsOnly() {
        return this == MXFP4;
    }
}
