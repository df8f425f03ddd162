package io.varcas.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.deployment.DeploymentOption;
import io.varcas.launch.ServerCommand;
import io.varcas.launch.ServerFlag;
import io.varcas.validation.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Flags of {@code vllm serve} as options of the simulator.
 *
 * @param options options, each {@code name=value}
 * @param withoutEffect what is said of flags that change nothing here, one a line
 * @param faults unknown flags and values that cannot be read, one a line
 */
record VllmFlags(List<String> options, List<String> withoutEffect, List<String> faults) {

    private static final String AUTO = "auto";

    /** Flags of vLLM 0.32 that change no simulated time, among those that people set most. */
    private static final Set<String> NOT_SIMULATED = Set.of(
            "api-server-count",
            "async-scheduling",
            "attention-backend",
            "compilation-config",
            "cpu-offload-gb",
            "cudagraph-capture-sizes",
            "disable-log-stats",
            "download-dir",
            "enable-log-requests",
            "enable-prompt-tokens-details",
            "enable-server-load-tracking",
            "generation-config",
            "host",
            "kv-cache-memory-bytes",
            "load-format",
            "long-prefill-token-threshold",
            "max-num-queued-tokens",
            "max-num-scheduled-tokens",
            "optimization-level",
            "port",
            "profiler-config",
            "revision",
            "scheduling-policy",
            "stream-interval",
            "tokenizer",
            "trust-remote-code",
            "uds",
            "uvicorn-log-level");

    /** Copies the lists. */
    VllmFlags {
        options = List.copyOf(options);
        withoutEffect = List.copyOf(withoutEffect);
        faults = List.copyOf(faults);
    }

    /**
     * Reads flags.
     *
     * @param text the flags as a shell would split them
     * @param physical whether hardware is simulated, which more flags apply to
     */
    static VllmFlags read(String text, boolean physical) {
        List<String> options = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        ServerCommand command;
        try {
            command = ServerCommand.parse("sim " + text);
        } catch (IllegalArgumentException unreadable) {
            return new VllmFlags(options, ignored, List.of(String.valueOf(unreadable.getMessage())));
        }
        for (ServerFlag flag : command.flags()) {
            String name = flag.subject();
            Optional<DeploymentOption> hardware = DeploymentOption.named(name);
            boolean simulated = SimulationOption.named(name).isPresent();
            try {
                if (simulated || (physical && hardware.isPresent())) {
                    value(flag).ifPresent(value -> options.add(name + "=" + value));
                } else if (hardware.isPresent()) {
                    ignored.add(flag.word() + " has no effect: the simulator has no hardware; name it, as in sim:h100");
                } else if (!translated(flag, command, physical, options)) {
                    (isKnown(name) ? ignored : faults).add(isKnown(name) ? noEffect(flag) : unknown(flag));
                }
            } catch (IllegalArgumentException wrong) {
                faults.add(flag.word() + ": " + wrong.getMessage());
            }
        }
        return new VllmFlags(options, ignored, faults);
    }

    /** Adds the options of a flag that has another form here; returns whether it is one. */
    private static boolean translated(ServerFlag flag, ServerCommand all, boolean physical, List<String> options) {
        switch (flag.subject()) {
            case "enforce-eager" -> {
                if (!physical) {
                    return false;
                }
                options.add("cuda-graphs=" + (flag.isNegated() ? "all" : "none"));
            }
            case "num-gpu-blocks-override" ->
                options.add("kv-tokens="
                        + Math.multiplyExact(
                                whole(flag.value()),
                                whole(all.value("block-size").or(() -> Optional.of("16")))));
            case "speculative-config" -> {
                if (!physical) {
                    return false;
                }
                options.add("spec-tokens=" + drafts(flag));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Returns the value; empty if the flag leaves the choice to the server. */
    private static Optional<String> value(ServerFlag flag) {
        if (flag.values().isEmpty()) {
            return Optional.of(flag.isNegated() ? "off" : "on");
        }
        String value = flag.values().get(0);
        if (flag.subject().equals("kv-cache-dtype") && value.startsWith("fp8_")) {
            return Optional.of("fp8");
        }
        return value.equals(AUTO) ? Optional.empty() : Optional.of(value);
    }

    private static long drafts(ServerFlag flag) {
        try {
            JsonNode config = new ObjectMapper().readTree(flag.value().orElse(""));
            return whole(Optional.of(config.path("num_speculative_tokens").asText()));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    "must be JSON with num_speculative_tokens, such as '{\"num_speculative_tokens\": 3}'", malformed);
        }
    }

    private static long whole(Optional<String> text) {
        String value = text.orElse("");
        if (!value.matches("\\d{1,12}")) {
            throw new IllegalArgumentException("\"" + value + "\" is not a whole number");
        }
        return Long.parseLong(value);
    }

    private static boolean isKnown(String name) {
        return NOT_SIMULATED.contains(name) || name.equals("enforce-eager") || name.equals("speculative-config");
    }

    private static String noEffect(ServerFlag flag) {
        return flag.word() + " has no effect on the simulator";
    }

    private static String unknown(ServerFlag flag) {
        List<String> known = Stream.of(
                        SimulationOption.names().stream(),
                        Stream.of(DeploymentOption.values()).flatMap(option -> option.names().stream()),
                        NOT_SIMULATED.stream(),
                        Stream.of("enforce-eager", "num-gpu-blocks-override", "speculative-config"))
                .flatMap(names -> names)
                .map(name -> "--" + name)
                .sorted()
                .toList();
        return "unknown flag " + flag.word()
                + DidYouMean.to(flag.word(), known)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse("; the simulator takes the flags that serve -options lists, and ignores some others");
    }
}
