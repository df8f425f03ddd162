package io.varcas.roofline;

import io.varcas.hardware.Accelerator;
import io.varcas.hardware.Arithmetic;
import io.varcas.model.MixtureOfExperts;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.Precision;
import io.varcas.validation.DidYouMean;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kernels and the scheduler that an engine serves a model with.
 *
 * <p>vLLM chooses them by GPU architecture, precision and version; environment variables override its choice. Efficiencies
 * were fitted to measured operations where there are any ({@link Evidence#MEASURED}), else they follow from those of the
 * accelerator.
 *
 * @param linear quantized products: projections and dense feed-forward networks
 * @param half products in 16 bits: the LM head, routers, and what a precision leaves alone
 * @param experts routed experts; null without them
 * @param asyncScheduling whether the next step is scheduled while the accelerator computes
 * @param graphs the steps that are launched as CUDA graphs
 */
public record KernelPaths(
        KernelPath linear, KernelPath half, @Nullable KernelPath experts, boolean asyncScheduling, CudaGraphs graphs) {

    /** The default from here on (vLLM release notes of 0.14, 2026-01). */
    private static final VllmVersion ASYNC_BY_DEFAULT = new VllmVersion(0, 14, 0);

    /** The first version whose operations were measured. */
    private static final VllmVersion FIRST_MEASURED = new VllmVersion(0, 19, 0);

    /** FlashInfer's TensorRT-LLM kernels run experts on Blackwell by default from here on (op tables of 0.19 and 0.24). */
    private static final VllmVersion TRTLLM_EXPERTS = new VllmVersion(0, 24, 0);

    private static final String AWQ = "awq";
    private static final double AWQ_BYTES = 0.52; // of a weight, scales included
    private static final double HALF_BYTES = 2;
    private static final double DEQUANTIZED_ROWS = 256;
    private static final String TRITON = "triton";
    private static final String MARLIN = "marlin";
    private static final String TRTLLM = "flashinfer-trtllm";
    private static final double TYPICAL_LAUNCH_MICROS = 4; // bf16 products on H100, H200 and B200: 3.8 to 4.1
    private static final double TYPICAL_SLICED_WIDTH = 100;
    private static final double MARLIN_LAUNCH_MICROS = 5;

    /** Without a gemm efficiency for an arithmetic, this: the default of bf16 (derived, 2026-11). */
    private static final double DEFAULT_GEMM_EFFICIENCY = .8;

    /** Weight-only kernels compute at .56 of the 16-bit rate of large products (w4a16 on H100; derived, 2026-11). */
    private static final double MARLIN_MATH = 0.56;

    /**
     * AWQ's own kernels, which run before compute capability 8.0, against large products in 16 bits and their reading:
     * three runs of Llama-2-7B on one T4 (vLLM 0.15.1, 2026-02).
     */
    private static final double AWQ_MATH = 0.12;

    private static final double AWQ_READ = 0.6;

    /** Experts of accelerators without op tables, against one large product of theirs: medians over Triton's on Hopper. */
    private static final double EXPERT_READ = 1;

    private static final double EXPERT_MATH = 0.5;
    private static final double EXPERT_LAUNCH_MICROS = 35;
    private static final double EXPERT_SLICED_WIDTH = 60;
    private static final double EXPERT_PADDED_ROWS = 16;

    /**
     * Returns what an engine uses unless told otherwise.
     *
     * @param engine engine and version, such as {@code vllm 0.32.0}; without a version the
     *     {@linkplain VllmVersion#CURRENT current} one, its experts known at second hand
     */
    public static KernelPaths of(ModelArchitecture model, Accelerator accelerator, Precision precision, String engine) {
        VllmVersion version = VllmVersion.servedBy(engine);
        Architecture architecture = Architecture.of(accelerator);
        Precision plain = accelerator.halfPrecision() == Arithmetic.BF16 ? Precision.BF16 : Precision.FP16;
        KernelPath half = gemm(architecture, accelerator, plain);
        KernelPath linear = gemm(architecture, accelerator, precision.expertsOnly() ? plain : precision);
        @Nullable KernelPath experts = null;
        if (model.feedForward() instanceof MixtureOfExperts) {
            String id = expertPath(architecture, precision, version);
            experts = experts(architecture, accelerator, precision, id);
            if (version.compareTo(FIRST_MEASURED) < 0) {
                experts = experts.with(experts.evidence().and(Evidence.ASSUMED));
            } else if (!VllmVersion.isNamedBy(engine)) {
                experts = experts.with(experts.evidence().and(Evidence.TRANSFERRED));
            }
        }
        return new KernelPaths(linear, half, experts, version.compareTo(ASYNC_BY_DEFAULT) >= 0, CudaGraphs.ALL);
    }

    /**
     * Returns these paths with another one for the experts.
     *
     * @param id its name
     * @throws IllegalArgumentException if no experts are run by a path of that name, with the nearest name, or the model has
     *     no experts
     */
    KernelPaths withExperts(ModelArchitecture model, Accelerator accelerator, Precision precision, String id) {
        requireExpertPath(id);
        if (experts == null) {
            throw new IllegalArgumentException(
                    model.id() + " has no experts for the kernel path \"" + id + "\" to run; leave moe-kernel out");
        }
        return new KernelPaths(
                linear,
                half,
                experts(Architecture.of(accelerator), accelerator, precision, id),
                asyncScheduling,
                graphs);
    }

    /** Returns the names of the paths that experts can be run by. */
    public static List<String> expertPaths() {
        return KernelCatalog.bundled().expertPaths();
    }

    /**
     * Returns the name of a path that experts can be run by.
     *
     * @throws IllegalArgumentException if there is none of that name, with the nearest name
     */
    public static String requireExpertPath(String id) {
        if (!expertPaths().contains(id)) {
            throw new IllegalArgumentException(DidYouMean.message("kernel path of experts", id, expertPaths()));
        }
        return id;
    }

    KernelPaths withAsyncScheduling(boolean async) {
        return new KernelPaths(linear, half, experts, async, graphs);
    }

    KernelPaths withGraphs(CudaGraphs others) {
        return new KernelPaths(linear, half, experts, asyncScheduling, others);
    }

    /**
     * Returns the path of quantized products of so many rows. AWQ's own kernels are left from 256 rows on: the weights are
     * turned into 16 bits, which are written and read again, and multiplied as those are (vLLM's {@code awq.py}, 0.15).
     */
    KernelPath linear(double rows) {
        if (!linear.id().equals(AWQ) || rows < DEQUANTIZED_ROWS) {
            return linear;
        }
        return new KernelPath(
                linear.id(),
                half.readShare() * AWQ_BYTES / (AWQ_BYTES + 2 * HALF_BYTES),
                half.mathShare(),
                linear.launchMicros(),
                half.slicedWidth(),
                half.paddedRows(),
                linear.evidence());
    }

    /** Returns how well the least known of them is known. */
    public Evidence evidence() {
        Evidence products = linear.evidence().and(half.evidence());
        return experts == null ? products : products.and(experts.evidence());
    }

    /** Returns them as shown: {@code cutlass, experts triton}. */
    public String describe() {
        return experts == null ? linear.id() : linear.id() + ", experts " + experts.id();
    }

    private static String expertPath(Architecture architecture, Precision precision, VllmVersion version) {
        return switch (precision) {
            case INT4_AWQ, INT4_GPTQ -> MARLIN;
            case NVFP4 -> architecture == Architecture.BLACKWELL ? TRTLLM : MARLIN;
            case MXFP4 ->
                architecture == Architecture.BLACKWELL ? TRTLLM : architecture == Architecture.HOPPER ? TRITON : MARLIN;
            case FP32, FP16, BF16, FP8, INT8 ->
                architecture == Architecture.BLACKWELL && version.compareTo(TRTLLM_EXPERTS) >= 0 ? TRTLLM : TRITON;
        };
    }

    private static KernelPath gemm(Architecture architecture, Accelerator accelerator, Precision precision) {
        return KernelCatalog.bundled()
                .gemm(architecture, precision, accelerator.id())
                .orElseGet(() -> unmeasuredGemm(architecture, accelerator, precision));
    }

    /** Follows from the efficiencies of the accelerator, or from how weight-only kernels compare with 16 bits. */
    private static KernelPath unmeasuredGemm(Architecture architecture, Accelerator accelerator, Precision precision) {
        double half = share(accelerator, accelerator.halfPrecision());
        double read = accelerator.efficiency().weightRead();
        Evidence evidence = switch (architecture) {
            case FOREIGN -> Evidence.NONE;
            case TURING -> Evidence.ASSUMED; // other attention kernels too
            case AMPERE, HOPPER, BLACKWELL, WORKSTATION -> Evidence.TRANSFERRED;
        };
        Arithmetic arithmetic = precision.arithmeticOn(accelerator);
        boolean weightOnly = arithmetic == accelerator.halfPrecision() && precision.linearBits() < 16;
        if (weightOnly && architecture == Architecture.TURING) {
            return new KernelPath(
                    AWQ,
                    read * AWQ_READ,
                    half * AWQ_MATH,
                    MARLIN_LAUNCH_MICROS,
                    TYPICAL_SLICED_WIDTH,
                    1,
                    Evidence.ASSUMED);
        }
        if (weightOnly) {
            return new KernelPath(
                    MARLIN, read, half * MARLIN_MATH, MARLIN_LAUNCH_MICROS, TYPICAL_SLICED_WIDTH, 1, evidence);
        }
        return new KernelPath(
                architecture == Architecture.FOREIGN ? "platform" : "cublas",
                read,
                share(accelerator, arithmetic),
                TYPICAL_LAUNCH_MICROS,
                TYPICAL_SLICED_WIDTH,
                1,
                evidence);
    }

    private static KernelPath experts(
            Architecture architecture, Accelerator accelerator, Precision precision, String id) {
        return KernelCatalog.bundled()
                .experts(architecture, precision, id, accelerator.id())
                .orElseGet(() -> {
                    KernelPath product = gemm(architecture, accelerator, precision);
                    Evidence evidence = architecture == Architecture.FOREIGN ? Evidence.NONE : Evidence.ASSUMED;
                    return new KernelPath(
                            id,
                            product.readShare() * EXPERT_READ,
                            product.mathShare() * EXPERT_MATH,
                            EXPERT_LAUNCH_MICROS,
                            EXPERT_SLICED_WIDTH,
                            EXPERT_PADDED_ROWS,
                            evidence);
                });
    }

    /** The arithmetic rate that large products reach, as a share of the dense 16-bit rate. */
    private static double share(Accelerator accelerator, Arithmetic arithmetic) {
        double half = accelerator.flopsPerSecond(accelerator.halfPrecision()).orElseThrow();
        double rate = accelerator.flopsPerSecond(arithmetic).orElse(half);
        return rate / half * accelerator.efficiency().gemm().getOrDefault(arithmetic, DEFAULT_GEMM_EFFICIENCY);
    }
}
