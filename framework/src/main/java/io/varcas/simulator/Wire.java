package io.varcas.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;

/**
 * The response format of one route, field for field as vLLM 0.32.0 writes it (captured November 2026), with nulls for
 * unrequested fields.
 */
interface Wire {

    /** Returns the value of {@code object} in the events of a stream. */
    String streamObject();

    /** Returns the value of {@code object} in a response that is not streamed. */
    String wholeObject();

    /**
     * Returns what the first chunk of a choice says before any text, as the content of {@code choices}, if there is
     * such an event.
     */
    Optional<String> opening(int index);

    /**
     * Returns what follows {@code choices} and usage in that first chunk.
     *
     * @param promptIds ids of the prompt as JSON, or {@code null}
     */
    String openingEnd(String promptIds);

    /** Returns an entry of {@code choices} up to its text. */
    String beforeText(int index);

    /**
     * Returns an entry of {@code choices} from its text on, while the response goes on.
     *
     * @param tokenIds ids as JSON, or {@code null}
     * @param promptIds ids of the prompt as JSON, or {@code null}
     */
    String afterText(String tokenIds, String promptIds);

    /**
     * Returns the same for the event that ends the choice.
     *
     * @param finish reason
     * @param stopReason what stopped it, as JSON
     */
    String afterLastText(String finish, String stopReason, String tokenIds, String promptIds);

    /** Returns what the usage of every event says beside its counts, if it is wanted all along. */
    String usageSoFarDetails();

    /** Returns what the usage of the last chunk says of cached tokens beside their number. */
    String usageDetails();

    /**
     * Writes a choice of a response that is not streamed.
     *
     * @param tokenIds whether its token ids were asked for
     */
    void whole(JsonGenerator json, Choice choice, boolean tokenIds) throws IOException;

    /**
     * Writes the fields that end an output that is not streamed.
     *
     * @param promptIds ids of the prompt, if they were asked for
     */
    void wholeEnd(JsonGenerator json, Optional<int[]> promptIds) throws IOException;

    /** Returns the reason in the API's word. */
    static String finish(Choice choice) {
        return switch (choice.script().end()) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case ABORT -> "abort";
        };
    }
}
