package io.varcas.utilization;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The resource that limits a server.
 *
 * @param kind the resource
 * @param evidence the numbers that show it, in one sentence
 */
public record Bottleneck(Kind kind, String evidence) {

    /** A resource that can be the limit. */
    public enum Kind {
        /** The load generator: the server is not at its limit. */
        CLIENT("client"),
        /** Requests wait, or are preempted, because the KV cache is full. */
        KV_CAPACITY("KV capacity"),
        /** Prompts that were cached before are computed again. */
        CACHE("cache"),
        /** Requests wait while the KV cache has room, or the accelerator idles between steps. */
        SCHEDULING("scheduling"),
        /** Arithmetic. */
        COMPUTE("compute"),
        /** Memory bandwidth. */
        MEMORY_BANDWIDTH("memory bandwidth"),
        /** Nothing is near its limit, or the peaks are not those of the server. */
        NONE("none");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** Returns the words in results and reports. */
        @JsonValue
        public String label() {
            return label;
        }
    }
}
