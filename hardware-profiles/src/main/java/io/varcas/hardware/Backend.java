package io.varcas.hardware;

/** The vLLM platform of an accelerator. The step model is checked against measurements on CUDA only. */
public enum Backend {
    /** NVIDIA. */
    CUDA,
    /** AMD. */
    ROCM,
    /** Google's TPUs. */
    TPU,
    /** Amazon's Trainium and Inferentia. */
    NEURON,
    /** The host's processors. */
    CPU
}
