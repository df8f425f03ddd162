package io.varcas.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.setting.Secrets;
import io.varcas.text.ForeignText;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The error message in a response body, as one line: {@code {"error":{"message":...}}} of OpenAI-style servers,
 * {@code {"detail":...}} of the framework below vLLM, {@code {"object":"error","message":...}} of old versions, or
 * plain text.
 */
public final class ErrorBody {

    private static final int LONGEST = 300;

    private ErrorBody() {}

    /**
     * Returns the line.
     *
     * @param bytes holds the body
     * @param from first byte
     * @param to end, exclusive
     * @return at most 300 characters without line breaks; empty if the body says nothing
     */
    public static String line(byte[] bytes, int from, int to) {
        return oneLine(tree(bytes, from, to)
                .flatMap(ErrorBody::message)
                .orElseGet(() -> new String(bytes, from, to - from, UTF_8)));
    }

    /**
     * Returns the line of an error that arrived in the middle of a stream; empty if the object is none.
     *
     * @param bytes holds the object
     * @param from first byte
     * @param to end, exclusive
     */
    public static Optional<String> inStream(byte[] bytes, int from, int to) {
        return tree(bytes, from, to)
                .filter(event -> event.hasNonNull("error")
                        || event.hasNonNull("detail")
                        || event.path("object").asText().equals("error"))
                .map(event -> line(bytes, from, to));
    }

    /**
     * Returns the kind of JSON that a body is in place of an object, and its text.
     *
     * @param bytes holds the body
     * @param from first byte
     * @param to end, exclusive
     * @return such as {@code a JSON array, not an object: [...]}; empty if it is an object or not JSON
     */
    public static Optional<String> otherThanObject(byte[] bytes, int from, int to) {
        return tree(bytes, from, to)
                .filter(body -> !body.isObject() && !body.isMissingNode())
                .map(body -> "a JSON " + body.getNodeType().name().toLowerCase(Locale.ROOT) + ", not an object: "
                        + oneLine(new String(bytes, from, to - from, UTF_8)));
    }

    /** Returns text on one line of at most 300 characters. */
    public static String oneLine(String text) {
        return ForeignText.oneLine(
                Secrets.HERE.redacted(text), LONGEST); // before it is cut, or a part of a key would stay
    }

    private static Optional<JsonNode> tree(byte[] bytes, int from, int to) {
        try {
            return Optional.of(JsonTree.read(bytes, from, to));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<String> message(JsonNode body) {
        for (JsonNode said : new JsonNode[] {body.path("error"), body.path("detail"), body}) {
            if (said.isTextual()) {
                return Optional.of(said.asText());
            }
            if (said.path("message").isTextual()) {
                return Optional.of(said.path("message").asText());
            }
            if (said.isArray()) {
                return Optional.of(validationFaults(said));
            }
        }
        return Optional.empty();
    }

    /** One entry a fault: {@code {"loc":["body","prompt"],"msg":"field required"}}. */
    private static String validationFaults(JsonNode faults) {
        return StreamSupport.stream(faults.spliterator(), false)
                .map(fault -> fault.path("msg").isTextual()
                        ? fault.path("msg").asText() + " (" + place(fault.path("loc")) + ")"
                        : fault.toString())
                .collect(Collectors.joining("; "));
    }

    private static String place(JsonNode names) {
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("."));
    }
}
