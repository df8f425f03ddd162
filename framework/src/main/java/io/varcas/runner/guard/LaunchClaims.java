package io.varcas.runner.guard;

import io.varcas.launch.ServerCommand;
import io.varcas.launch.ServerFlag;
import io.varcas.validity.Validity.Finding;
import io.varcas.validity.Validity.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

    /** Returns the flags that the server does not have as its command says; it may have changed them itself. */
    List<Finding> findings(ServerMark mark) {
        List<Finding> findings = new ArrayList<>();
        LABELS.forEach((flag, label) -> {
            Optional<String> claimed = command.flag(flag).map(LaunchClaims::value);
            Optional<String> told = Optional.ofNullable(mark.configuration().get(label));
            if (claimed.isPresent() && told.isPresent() && !isSame(claimed.get(), told.get())) {
                findings.add(new Finding(
                        FLAGS,
                        Weight.WARNING,
                        1,
                        0,
                        "the server has " + label + " " + told.get() + ", and its command says --" + flag + " "
                                + claimed.get() + ": vLLM changed it, or another server responds"));
            }
        });
        return findings;
    }

    private static String value(ServerFlag flag) {
        return flag.value().orElse(flag.isNegated() ? "false" : "true");
    }

    private static boolean isSame(String claimed, String told) {
        if (claimed.equals("auto") || told.equals("None")) {
            return true; // it is the server's to choose, or not told
        }
        try {
            return Double.parseDouble(claimed) == Double.parseDouble(told);
        } catch (NumberFormatException words) {
            return claimed.toLowerCase(Locale.ROOT).equals(told.toLowerCase(Locale.ROOT));
        }
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
