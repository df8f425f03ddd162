package io.varcas.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Tokens a request took.
 *
 * @param promptTokens tokens of its prompts
 * @param completionTokens tokens of its responses so far
 * @param cachedTokens prompt tokens that the prefix cache had
 */
record ResponseUsage(int promptTokens, int completionTokens, int cachedTokens) {

    /** Writes the object of a response that is not streamed. */
    void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("prompt_tokens", promptTokens);
        json.writeNumberField("total_tokens", promptTokens + completionTokens);
        json.writeNumberField("completion_tokens", completionTokens);
        json.writeObjectFieldStart("prompt_tokens_details");
        json.writeNumberField("cached_tokens", cachedTokens);
        json.writeNullField("created_cache_tokens");
        json.writeNullField("multimodal_tokens");
        json.writeEndObject();
        json.writeNullField("completion_tokens_details");
        json.writeEndObject();
    }

    /**
     * Returns the field that every event has when usage is wanted all along.
     *
     * @param details what more it says
     */
    byte[] soFar(String details) {
        return (",\"usage\":{" + counts() + details + "}").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Returns the field of the last chunk.
     *
     * @param details what more it says of cached tokens
     */
    String last(String details) {
        return "\"usage\":{" + counts() + ",\"prompt_tokens_details\":{\"cached_tokens\":" + cachedTokens + details
                + "}}";
    }

    private String counts() {
        return "\"prompt_tokens\":" + promptTokens + ",\"total_tokens\":" + (promptTokens + completionTokens)
                + ",\"completion_tokens\":" + completionTokens;
    }
}
