package io.varcas.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The fields of a request's body, each read as what it must be; null counts as left out, and unknown fields are ignored as by vLLM. */
final class Fields {

    private final JsonNode body;

    private Fields(JsonNode body) {
        this.body = body;
    }

    /** @throws RequestFault if the body is no JSON object, or does not say that it is */
    static Fields read(Exchange exchange) {
        String type =
                exchange.header("content-type").orElse("").split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase("application/json")) {
            throw RequestFault.unsupportedMediaType();
        }
        return read(exchange.body());
    }

    /** @throws RequestFault if the body is no JSON object */
    static Fields read(byte[] body) {
        if (body.length == 0) {
            throw RequestFault.invalidBody("missing", "body", "Field required", ", 'input': 'None'");
        }
        try {
            JsonNode tree = Json.MAPPER.readTree(body);
            if (!tree.isObject()) {
                throw RequestFault.invalidBody(
                        "model_attributes_type",
                        "body",
                        "Input should be a valid dictionary or object to extract fields from",
                        ", 'input': '<list of " + tree.size() + " items>'");
            }
            return new Fields(tree);
        } catch (JsonProcessingException broken) {
            long at = Math.max(0, broken.getLocation().getByteOffset());
            throw RequestFault.invalidBody(
                    "json_invalid",
                    "body." + at,
                    "JSON decode error",
                    ", 'input': '<dict of 0 items>', 'ctx': {'error': 'Expecting value'}");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    JsonNode get(String name) {
        return body.path(name);
    }

    Optional<String> text(String name) {
        if (isAbsent(name)) {
            return Optional.empty();
        }
        if (!body.path(name).isTextual()) {
            throw wrong(name, "string_type", "Input should be a valid string");
        }
        return Optional.of(body.path(name).asText());
    }

    OptionalInt number(String name) {
        OptionalLong number = longNumber(name);
        if (number.isPresent() && number.getAsLong() != (int) number.getAsLong()) {
            throw wrong(name, "int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size");
        }
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    OptionalLong longNumber(String name) {
        if (isAbsent(name)) {
            return OptionalLong.empty();
        }
        if (!body.path(name).canConvertToExactIntegral() || !body.path(name).canConvertToLong()) {
            throw wrong(name, "int_parsing", "Input should be a valid integer, unable to parse string as an integer");
        }
        return OptionalLong.of(body.path(name).asLong());
    }

    boolean flag(String name) {
        if (isAbsent(name)) {
            return false;
        }
        if (!body.path(name).isBoolean()) {
            throw wrong(name, "bool_parsing", "Input should be a valid boolean, unable to interpret input");
        }
        return body.path(name).asBoolean();
    }

    /** Returns a text or a list of texts as a list. */
    List<String> texts(String name) {
        if (isAbsent(name)) {
            return List.of();
        }
        JsonNode given = body.path(name);
        List<String> texts = new ArrayList<>();
        for (JsonNode one : given.isArray() ? given : List.of(given)) {
            if (!one.isTextual()) {
                throw wrong(name, "string_type", "Input should be a valid string");
            }
            texts.add(one.asText());
        }
        return texts;
    }

    Fields object(String name) {
        if (!isAbsent(name) && !body.path(name).isObject()) {
            throw wrong(name, "model_attributes_type", "Input should be a valid dictionary");
        }
        return new Fields(body.path(name));
    }

    boolean isAbsent(String name) {
        JsonNode value = body.path(name);
        return value.isMissingNode() || value.isNull();
    }

    RequestFault missing(String name) {
        return RequestFault.invalidBody(
                "missing", "body." + name, "Field required", ", 'input': '<dict of " + body.size() + " items>'");
    }

    private RequestFault wrong(String name, String kind, String message) {
        return RequestFault.invalidBody(
                kind, "body." + name, message, ", 'input': '" + body.path(name).asText() + "'");
    }
}
