package io.varcas.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.transport.ErrorBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A whole response to a small call.
 *
 * @param status HTTP status
 * @param contentType value of the Content-Type header; empty if absent
 * @param body the body's text
 */
public record Reply(int status, String contentType, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns whether the status is 200. */
    public boolean isOk() {
        return status == 200;
    }

    /**
     * Returns whether the route that was asked is there: it answered, or refused the method (405) or what it was sent
     * (400, 422). Any other status shows none: 404 says so, a refused key or a broken gateway in between says nothing
     * of it.
     */
    public boolean isOfRoute() {
        return isOk() || status == 405 || status == 400 || status == 422;
    }

    /**
     * Returns the body as a tree.
     *
     * @throws IOException if it is not JSON; one line
     */
    public JsonNode json() throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException malformed) {
            throw new IOException("not JSON: " + ErrorBody.oneLine(body), malformed);
        }
    }

    /** Returns the error that the server reported, in one line, the status first. */
    public String error() {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String said = ErrorBody.line(bytes, 0, bytes.length);
        return "HTTP " + status + (said.isEmpty() ? "" : ": " + said);
    }
}
