package io.varcas.runner.guard;

import io.varcas.launch.ServerCommand;
import io.varcas.launch.ServerFlag;
import io.varcas.validity.Validity.Finding;
import io.varcas.validity.Validity.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command of a launched server, compared with what the server reports. */
final class LaunchClaims {

    /** Name of the check that the server has the flags of its command. */
    static final String FLAGS = "server.flags";

    /** Flags of vLLM that {@code vllm:cache_config_info} tells, by the name of its label (vLLM 0.15 to 0.32). */
    private static final Map<String, String> LABELS = labels();

    private final ServerCommand command;

    LaunchClaims(ServerCommand command) {
        this.command = command;
    }

    /** Returns why this cannot be the server of the command: it serves another model. Empty if it can be. */
    Optional<String> refusal(ServerMark mark) {
        List<String> claimed = command.flag("served-model-name")
                .map(ServerFlag::values)
                .or(() -> command.model().map(List::of))
                .orElse(List.of());
        boolean known = !claimed.isEmpty()
                && !mark.models().isEmpty()
                && (command.isVllm() || command.flag("served-model-name").isPresent());
        return known && claimed.stream().noneMatch(mark.models()::contains)
                ? Optional.of("the launched server serves " + String.join(", ", mark.models())
                        + ", and its command says " + String.join(", ", claimed))
                : Optional.empty();
    }

    /**
     * Returns the flags that the server does not have as its command says, each once; it may have changed them itself.
     *
     * @param mark what the server tells at each look
     * @param reported what it reports by other ways; a flag that both tell counts by its mark
     */
    List<Finding> findings(ServerMark mark, List<ReportedFlag> reported) {
        Map<String, ReportedFlag> told = new LinkedHashMap<>();
        LABELS.forEach((flag, label) -> Optional.ofNullable(mark.configuration().get(label))
                .ifPresent(value -> told.put(flag, new ReportedFlag(flag, value, "/metrics"))));
        reported.forEach(flag -> told.putIfAbsent(flag.flag(), flag));
        List<Finding> findings = new ArrayList<>();
        for (ReportedFlag has : told.values()) {
            command.flag(has.flag())
                    .map(FlagValue::of)
                    .filter(claimed -> !claimed.allows(has.value()))
                    .ifPresent(claimed -> findings.add(new Finding(
                            FLAGS,
                            Weight.WARNING,
                            1,
                            0,
                            "the server has " + has.flag() + " " + has.value() + " (" + has.source()
                                    + "), and its command says --" + has.flag() + " " + claimed.written()
                                    + ": vLLM changed it, or another server responds")));
        }
        return findings;
    }

    private static Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("block-size", "block_size");
        labels.put("enable-prefix-caching", "enable_prefix_caching");
        labels.put("gpu-memory-utilization", "gpu_memory_utilization");
        labels.put("num-gpu-blocks-override", "num_gpu_blocks_override");
        labels.put("kv-cache-memory-bytes", "kv_cache_memory_bytes");
        labels.put("kv-cache-dtype", "cache_dtype");
        labels.put("cpu-offload-gb", "cpu_offload_gb");
        labels.put("prefix-caching-hash-algo", "prefix_caching_hash_algo");
        return labels;
    }
}
