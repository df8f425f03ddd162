package io.varcas.stages;

import java.util.Arrays;
import java.util.List;

/** A stage of a request, in the order in which a request passes them. */
public enum Stage {
    /** From the due time until a cap on the requests in flight let the client send it. */
    CLIENT_QUEUE("client queue", "waiting for a place under the cap on the requests in flight", true),
    /** From the time at which it could be sent until the client sent it. */
    CLIENT_LAG("client lag", "waiting in the load generator", true),
    /** Between the client's send and its first text, without the times that the server reports. */
    NETWORK("network", "on the network and in HTTP", true),
    /** At the server before the queue and on the way back from it: parsing, tokenizing, hand-over. */
    FRONT_END("front end", "in the server's front end", true),
    /** In the scheduler's queue. */
    QUEUE("queue", "waiting in the server's queue", true),
    /** From the first step to the first token. */
    PREFILL("prefill", "prefill", true),
    /** From the first token to the last one, without stalls. */
    DECODE("decode", "decoding", false),
    /** The part of the long gaps between chunks beyond the request's median gap. */
    STALL("stalls", "stalls between tokens", false),
    /** The difference between E2E and the other stages; below 0 if they add up to more. */
    REST("not attributed", "not attributed to a stage", false);

    private final String label;
    private final String phrase;
    private final boolean beforeFirstToken;

    Stage(String label, String phrase, boolean beforeFirstToken) {
        this.label = label;
        this.phrase = phrase;
        this.beforeFirstToken = beforeFirstToken;
    }

    /** Returns the name in tables, charts and results. */
    public String label() {
        return label;
    }

    /** Returns a phrase for sentences that say how long a request was in it. */
    public String phrase() {
        return phrase;
    }

    /** Returns whether it is a part of TTFT. */
    public boolean isBeforeFirstToken() {
        return beforeFirstToken;
    }

    /** Returns the stages that TTFT is the sum of. */
    public static List<Stage> beforeFirstToken() {
        return Arrays.stream(values()).filter(Stage::isBeforeFirstToken).toList();
    }

    /**
     * Returns the stage of a name.
     *
     * @throws IllegalArgumentException if no stage has it
     */
    public static Stage of(String label) {
        return Arrays.stream(values())
                .filter(stage -> stage.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + label + "\" is no stage of a request"));
    }
}
