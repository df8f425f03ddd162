package io.varcas.deployment;

import io.varcas.routing.RoutingPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One thing that can be said of the hardware under a server; what vLLM has a flag for may also be called by that flag. */
public enum DeploymentOption {
    /** The accelerator. */
    ACCELERATOR("h100", "accelerator of the catalog, or a JSON file that describes one", "gpu"),
    /** The machine it is rented as. */
    INSTANCE("a3-highgpu-8g", "cloud instance: sets the accelerator, the number per host, and the price"),
    /** Model. */
    MODEL("llama-3.1-8b", "model of the catalog, or a Hugging Face config.json"),
    /** Precision of the weights. */
    PRECISION("bf16", "of the weights (default: as published, or 16 bits)", "dtype", "quantization"),
    /** Precision of the KV cache. */
    KV_CACHE_DTYPE("auto", "of the KV cache: auto or fp8"),
    /** Ranks. */
    TP("1", "accelerators each layer is split over", "tensor-parallel", "tensor-parallel-size"),
    /** Stages. */
    PP("1", "stages the layers are split over", "pipeline-parallel", "pipeline-parallel-size"),
    /** Equal engines. */
    REPLICAS("1", "equal engines behind a router", "data-parallel-size"),
    /** Policy that assigns requests to replicas. */
    ROUTER("least-requests", "how requests are spread over replicas: " + routers()),
    /** Requests running at once. */
    MAX_NUM_SEQS("256", "requests running at once; vLLM's default for the accelerator if not given"),
    /** Tokens in a step. */
    MAX_NUM_BATCHED_TOKENS("8192", "tokens in one step; vLLM's default for the accelerator if not given"),
    /** Longest request. */
    MAX_MODEL_LEN("8192", "tokens of a request, prompt and output; the model's own limit if not given"),
    /** Share of the memory. */
    GPU_MEMORY_UTILIZATION("0.90", "share of the accelerator's memory that is used"),
    /** Size of the pool, in place of what memory allows. */
    KV_TOKENS("400000", "size of the KV cache in tokens (default: computed from the memory)"),
    /** Tokens of a KV block. */
    BLOCK_SIZE("16", "tokens of a KV block"),
    /** Prompts over several steps. */
    ENABLE_CHUNKED_PREFILL("on", "cut prompts over several steps"),
    /** Shared prefixes. */
    ENABLE_PREFIX_CACHING("on", "reuse shared prompt prefixes (prefix caching)"),
    /** Drafts. */
    SPEC_TOKENS(
            "3",
            "tokens drafted ahead each step (speculative decoding), drafting itself taken as free; none if not given"),
    /** Acceptance rate of drafts. */
    SPEC_ACCEPTANCE("0.7", "chance that a draft is accepted, given that those before it were"),
    /** Kernels of the experts. */
    MOE_KERNEL("marlin", "kernels that run the experts; as vLLM chooses by GPU, precision and version if not given"),
    /** Steps launched as CUDA graphs. */
    CUDA_GRAPHS("all", "steps launched as CUDA graphs: all, decode-only or none (--enforce-eager)"),
    /** Device profile. */
    PROFILE("profile.json", "device profile file or name; the best bundled one if not given");

    private final String example;
    private final String meaning;
    private final String aliases; // between blanks

    DeploymentOption(String example, String meaning, String... aliases) {
        this.example = example;
        this.meaning = meaning;
        this.aliases = String.join(" ", aliases);
    }

    /** Returns its name: {@code max-num-seqs}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns a value it may have. */
    public String example() {
        return example;
    }

    /** Returns what it says, for help texts. */
    public String meaning() {
        return meaning;
    }

    /** Returns every name it is known by, its own first. */
    public List<String> names() {
        return Stream.concat(Stream.of(label()), Stream.of(aliases.split(" ")).filter(alias -> !alias.isEmpty()))
                .toList();
    }

    /** Finds an option by any of its names. */
    public static Optional<DeploymentOption> named(String name) {
        return Arrays.stream(values())
                .filter(option -> option.names().contains(name))
                .findFirst();
    }

    /** Returns the names of all options. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(DeploymentOption::label).toList();
    }

    private static String routers() {
        return String.join(", ", RoutingPolicy.labels());
    }
}
