package io.varcas.roofline;

import io.varcas.validation.DidYouMean;
import java.util.Arrays;
import java.util.Locale;

/** The steps that are launched as CUDA graphs; those that are not wait for the host to launch each kernel. */
public enum CudaGraphs {
    /** Steps that only decode as a whole, prompts in pieces: vLLM's default. */
    ALL,
    /** Only steps that only decode: {@code cudagraph_mode} FULL_DECODE_ONLY. */
    DECODE_ONLY,
    /** No step: {@code --enforce-eager}. */
    NONE;

    /** Returns the name as in options: {@code decode-only}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds a value by its name.
     *
     * @throws IllegalArgumentException if there is none, with the nearest name
     */
    public static CudaGraphs of(String name) {
        return Arrays.stream(values())
                .filter(value -> value.key().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(DidYouMean.message(
                        "value of cuda-graphs",
                        name,
                        Arrays.stream(values()).map(CudaGraphs::key).toList())));
    }

    /** Returns whether a step is launched kernel by kernel. */
    boolean launchesByHost(boolean withPrompts) {
        return this == NONE || (this == DECODE_ONLY && withPrompts);
    }
}
