package io.varcas.result.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.stream.Stream;

/** A source of what is known of a server, the most reliable first: what the running server itself reports outranks a file. */
public enum FactSource {
    /** {@code GET /version}. */
    VERSION("/version"),
    /** {@code GET /v1/models}. */
    MODELS("/v1/models"),
    /** {@code vllm:cache_config_info} of {@code GET /metrics}. */
    METRICS("/metrics"),
    /** {@code GET /server_info}, which vLLM has in development mode only. */
    SERVER_INFO("/server_info"),
    /** The log of the server's start. */
    LOG("start log"),
    /** The command that launched it. */
    COMMAND("launch command"),
    /** {@code nvidia-smi}, for a server on the machine of the load generator. */
    HOST("nvidia-smi on the client's machine");

    private final String label;

    FactSource(String label) {
        this.label = label;
    }

    /** Returns its name in results and for people. */
    @JsonValue
    public String label() {
        return label;
    }

    /**
     * Returns the source of a label.
     *
     * @param label as {@link #label()} writes it
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static FactSource labelled(String label) {
        return Stream.of(values())
                .filter(source -> source.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no source of facts about a server: " + label));
    }
}
