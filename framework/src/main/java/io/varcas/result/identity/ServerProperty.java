package io.varcas.result.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A property that identifies a server, in the order in which reports list them. */
public enum ServerProperty {
    /** Version of the engine. */
    VERSION("version", Setter.BUILD),
    /** Model that was loaded: a name on a hub or a folder at the server. */
    MODEL("loaded model", Setter.BUILD),
    /** Revision of the model on its hub. */
    REVISION("model revision", Setter.BUILD),
    /** Data type of weights and activations. */
    DTYPE("dtype", Setter.FLAG),
    /** Quantization of the weights; {@code none} if they are not quantized. */
    QUANTIZATION("quantization", Setter.FLAG),
    /** Kernel that multiplies quantized weights, such as {@code awq_marlin} where {@code awq} would be slower. */
    QUANTIZATION_KERNEL("quantization kernel", Setter.FLAG),
    /** Attention backend. */
    ATTENTION("attention backend", Setter.FLAG),
    /** Mode of CUDA graphs; {@code none} if there are none, as with {@code --enforce-eager}. */
    GRAPHS("CUDA graphs", Setter.FLAG),
    /** Reuse of prompt prefixes: {@code on} or {@code off}. */
    PREFIX_CACHE("prefix cache", Setter.FLAG),
    /** Cutting of prompts over several steps: {@code on} or {@code off}. */
    CHUNKED_PREFILL("chunked prefill", Setter.FLAG),
    /** Data type of the KV cache; {@code auto} is that of the model. */
    KV_DTYPE("KV cache dtype", Setter.FLAG),
    /** Size of the KV pool of one engine in tokens. */
    KV_TOKENS("KV pool tokens", Setter.MEMORY),
    /** Size of the KV pool of one engine in blocks. */
    KV_BLOCKS("KV pool blocks", Setter.MEMORY),
    /** Tokens of a KV block. */
    BLOCK_SIZE("block size", Setter.FLAG),
    /** Longest context in tokens. */
    CONTEXT("max model length", Setter.FLAG),
    /** Requests that run at once. */
    MAX_NUM_SEQS("max num seqs", Setter.FLAG),
    /** Tokens of one step. */
    MAX_BATCHED_TOKENS("max num batched tokens", Setter.FLAG),
    /** GPUs that share each layer. */
    TENSOR_PARALLEL("tensor parallel", Setter.FLAG),
    /** Groups of GPUs that share the layers. */
    PIPELINE_PARALLEL("pipeline parallel", Setter.FLAG),
    /** Copies of the model behind one server. */
    DATA_PARALLEL("data parallel", Setter.FLAG),
    /** Method of speculative decoding; {@code none} without. */
    SPECULATION("speculative decoding", Setter.FLAG),
    /** Kind of device, such as {@code cuda} or {@code cpu}. */
    DEVICE("device", Setter.MACHINE),
    /** GPUs, with their number. */
    GPU("GPU", Setter.MACHINE),
    /** Version of the GPU's driver. */
    DRIVER("GPU driver", Setter.MACHINE);

    private enum Setter {
        BUILD,
        MACHINE,
        FLAG,
        MEMORY
    }

    private final String title;
    private final Setter setter;

    ServerProperty(String title, Setter setter) {
        this.title = title;
        this.setter = setter;
    }

    /** Returns the name for people. */
    public String title() {
        return title;
    }

    /** Returns the word in results: lower case with dashes. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns whether a flag of the server decides it, so that a difference in flags explains one in it. */
    public boolean followsFromFlags() {
        return setter == Setter.FLAG || setter == Setter.MEMORY;
    }

    /** Returns whether it is computed at each start from the free memory, so that it varies from start to start. */
    public boolean variesByStart() {
        return setter == Setter.MEMORY;
    }

    /**
     * Returns the property of a label.
     *
     * @param label as {@link #label()} writes it
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static ServerProperty labelled(String label) {
        return find(label).orElseThrow(() -> new IllegalArgumentException("no property of a server: " + label));
    }

    static Optional<ServerProperty> find(String label) {
        return Stream.of(values())
                .filter(property -> property.label().equals(label))
                .findFirst();
    }
}
