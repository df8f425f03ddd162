package io.varcas.accuracy.scorer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The part of JSON Schema (2020-12) that structured outputs use: types, enums, objects, arrays, bounds, patterns, combinations and
 * references within the document. A schema with another keyword is rejected, because ignoring it would accept what it forbids.
 */
final class JsonSchema {

    private static final Set<String> ANNOTATIONS =
            Set.of("$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "format");
    private static final Set<String> KEYWORDS = Set.of(
            "$ref",
            "$defs",
            "definitions",
            "type",
            "enum",
            "const",
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "items",
            "prefixItems",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "allOf",
            "anyOf",
            "oneOf",
            "not");
    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");
    private static final int DEEPEST = 64;

    /** Rounding of a quotient of two decimal fractions such as 0.3 and 0.1. */
    private static final double TOLERANCE = 1e-12;

    private final JsonNode root;

    private JsonSchema(JsonNode root) {
        this.root = root;
    }

    /** Returns why a schema cannot be used, with the place; empty if it can. */
    static Optional<String> defect(JsonNode schema) {
        if (schema == null || (!schema.isObject() && !schema.isBoolean())) {
            return Optional.of("it must be an object");
        }
        return new JsonSchema(schema).defect(schema, "#");
    }

    /** Returns the first violation of a schema by a value, with its place; empty if it is valid. */
    static Optional<String> violation(JsonNode schema, JsonNode value) {
        return new JsonSchema(schema).violation(schema, value, "$", 0);
    }

    private Optional<String> defect(JsonNode schema, String place) {
        if (schema.isBoolean()) {
            return Optional.empty();
        }
        if (!schema.isObject()) {
            return Optional.of(place + " must be an object");
        }
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            Optional<String> defect = defect(member.getKey(), member.getValue(), place + "/" + member.getKey());
            if (defect.isPresent()) {
                return defect;
            }
        }
        return Optional.empty();
    }

    private Optional<String> defect(String keyword, JsonNode value, String place) {
        if (ANNOTATIONS.contains(keyword)) {
            return Optional.empty();
        }
        if (!KEYWORDS.contains(keyword)) {
            return Optional.of(place + " is not supported");
        }
        return switch (keyword) {
            case "$ref" ->
                resolved(value.asText()).isMissingNode()
                        ? Optional.of(place + " refers to " + value.asText() + ", which is not in the schema")
                        : Optional.empty();
            case "type" ->
                types(value).stream()
                        .filter(type -> !TYPES.contains(type))
                        .findFirst()
                        .map(type -> place + " has the unknown type " + type);
            case "multipleOf" -> value.doubleValue() > 0 ? Optional.empty() : Optional.of(place + " must be above 0");
            case "pattern" -> patternDefect(value.asText(), place);
            case "properties", "$defs", "definitions", "allOf", "anyOf", "oneOf", "prefixItems" -> {
                for (JsonNode inner : value) {
                    Optional<String> defect = defect(inner, place);
                    if (defect.isPresent()) {
                        yield defect;
                    }
                }
                yield Optional.empty();
            }
            case "additionalProperties", "items", "not" -> defect(value, place);
            default -> Optional.empty();
        };
    }

    private static Optional<String> patternDefect(String pattern, String place) {
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException fault) {
            return Optional.of(place + ": " + fault.getDescription());
        }
    }

    private Optional<String> violation(JsonNode schema, JsonNode value, String place, int depth) {
        if (depth > DEEPEST) {
            return Optional.of(place + " is nested deeper than " + DEEPEST);
        }
        if (schema.isBoolean()) {
            return schema.asBoolean() ? Optional.empty() : Optional.of(place + " is not allowed");
        }
        return reference(schema, value, place, depth)
                .or(() -> type(schema, value, place))
                .or(() -> number(schema, value, place))
                .or(() -> text(schema, value, place))
                .or(() -> object(schema, value, place, depth))
                .or(() -> array(schema, value, place, depth))
                .or(() -> combined(schema, value, place, depth));
    }

    private Optional<String> reference(JsonNode schema, JsonNode value, String place, int depth) {
        return schema.has("$ref")
                ? violation(resolved(schema.get("$ref").asText()), value, place, depth + 1)
                : Optional.empty();
    }

    private JsonNode resolved(String reference) {
        return reference.startsWith("#") ? root.at(reference.substring(1)) : root.at("/");
    }

    private static Optional<String> type(JsonNode schema, JsonNode value, String place) {
        if (schema.has("type") && types(schema.get("type")).stream().noneMatch(type -> is(type, value))) {
            return Optional.of(place + " must be " + String.join(" or ", types(schema.get("type"))));
        }
        if (schema.has("const") && !JsonValues.equal(schema.get("const"), value)) {
            return Optional.of(place + " must be " + schema.get("const"));
        }
        if (schema.has("enum")) {
            for (JsonNode allowed : schema.get("enum")) {
                if (JsonValues.equal(allowed, value)) {
                    return Optional.empty();
                }
            }
            return Optional.of(place + " must be one of " + schema.get("enum"));
        }
        return Optional.empty();
    }

    private static List<String> types(JsonNode type) {
        if (type.isTextual()) {
            return List.of(type.asText());
        }
        List<String> types = new ArrayList<>();
        type.forEach(one -> types.add(one.asText()));
        return types;
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" -> value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
            case "boolean" -> value.isBoolean();
            default -> value.isNull();
        };
    }

    private static Optional<String> number(JsonNode schema, JsonNode value, String place) {
        if (!value.isNumber()) {
            return Optional.empty();
        }
        return bound(
                        schema,
                        "minimum",
                        place,
                        schema.has("minimum") && compared(schema, "minimum", value) < 0,
                        "at least")
                .or(() -> bound(
                        schema,
                        "maximum",
                        place,
                        schema.has("maximum") && compared(schema, "maximum", value) > 0,
                        "at most"))
                .or(() -> bound(
                        schema,
                        "exclusiveMinimum",
                        place,
                        schema.has("exclusiveMinimum") && compared(schema, "exclusiveMinimum", value) <= 0,
                        "above"))
                .or(() -> bound(
                        schema,
                        "exclusiveMaximum",
                        place,
                        schema.has("exclusiveMaximum") && compared(schema, "exclusiveMaximum", value) >= 0,
                        "below"))
                .or(() -> bound(
                        schema,
                        "multipleOf",
                        place,
                        schema.has("multipleOf")
                                && !isWhole(value.doubleValue()
                                        / schema.get("multipleOf").doubleValue()),
                        "a multiple of"));
    }

    private static int compared(JsonNode schema, String keyword, JsonNode value) {
        return Double.compare(value.doubleValue(), schema.get(keyword).doubleValue());
    }

    private static boolean isWhole(double quotient) {
        return Math.abs(quotient - Math.rint(quotient)) <= TOLERANCE * Math.abs(quotient);
    }

    private static Optional<String> text(JsonNode schema, JsonNode value, String place) {
        if (!value.isTextual()) {
            return Optional.empty();
        }
        String text = value.asText();
        int length = text.codePointCount(0, text.length());
        return sized(schema, "minLength", "maxLength", length, place, "characters")
                .or(() -> schema.has("pattern")
                                && !Pattern.compile(schema.get("pattern").asText())
                                        .matcher(text)
                                        .find()
                        ? Optional.of(place + " must match " + schema.get("pattern"))
                        : Optional.empty());
    }

    private Optional<String> object(JsonNode schema, JsonNode value, String place, int depth) {
        if (!value.isObject()) {
            return Optional.empty();
        }
        for (JsonNode name : schema.path("required")) {
            if (!value.has(name.asText())) {
                return Optional.of(place + " must have " + name);
            }
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            JsonNode rule = schema.path("properties").path(member.getKey());
            JsonNode used = rule.isMissingNode() ? schema.path("additionalProperties") : rule;
            Optional<String> violation = used.isMissingNode()
                    ? Optional.empty()
                    : violation(used, member.getValue(), place + "." + member.getKey(), depth + 1);
            if (violation.isPresent()) {
                return violation;
            }
        }
        return sized(schema, "minProperties", "maxProperties", value.size(), place, "members");
    }

    private Optional<String> array(JsonNode schema, JsonNode value, String place, int depth) {
        if (!value.isArray()) {
            return Optional.empty();
        }
        JsonNode first = schema.path("prefixItems");
        for (int i = 0; i < value.size(); i++) {
            JsonNode rule = i < first.size() ? first.get(i) : schema.path("items");
            Optional<String> violation = rule.isMissingNode()
                    ? Optional.empty()
                    : violation(rule, value.get(i), place + "[" + i + "]", depth + 1);
            if (violation.isPresent()) {
                return violation;
            }
        }
        if (schema.path("uniqueItems").asBoolean()) {
            Set<JsonNode> seen = new HashSet<>();
            value.forEach(seen::add);
            if (seen.size() < value.size()) {
                return Optional.of(place + " must not repeat an item");
            }
        }
        return sized(schema, "minItems", "maxItems", value.size(), place, "items");
    }

    private Optional<String> combined(JsonNode schema, JsonNode value, String place, int depth) {
        for (JsonNode one : schema.path("allOf")) {
            Optional<String> violation = violation(one, value, place, depth + 1);
            if (violation.isPresent()) {
                return violation;
            }
        }
        if (schema.has("anyOf") && matches(schema.get("anyOf"), value, place, depth) == 0) {
            return Optional.of(place + " matches none of anyOf");
        }
        if (schema.has("oneOf")) {
            int matches = matches(schema.get("oneOf"), value, place, depth);
            if (matches != 1) {
                return Optional.of(place + " matches " + matches + " of oneOf and must match one");
            }
        }
        return schema.has("not")
                        && violation(schema.get("not"), value, place, depth + 1).isEmpty()
                ? Optional.of(place + " matches what it must not")
                : Optional.empty();
    }

    private int matches(JsonNode schemas, JsonNode value, String place, int depth) {
        int matches = 0;
        for (JsonNode one : schemas) {
            if (violation(one, value, place, depth + 1).isEmpty()) {
                matches++;
            }
        }
        return matches;
    }

    private static Optional<String> sized(
            JsonNode schema, String least, String most, int size, String place, String unit) {
        if (schema.has(least) && size < schema.get(least).asInt()) {
            return Optional.of(place + " must have at least " + schema.get(least) + " " + unit);
        }
        return schema.has(most) && size > schema.get(most).asInt()
                ? Optional.of(place + " must have at most " + schema.get(most) + " " + unit)
                : Optional.empty();
    }

    private static Optional<String> bound(JsonNode schema, String keyword, String place, boolean broken, String words) {
        return schema.has(keyword) && broken
                ? Optional.of(place + " must be " + words + " " + schema.get(keyword))
                : Optional.empty();
    }
}
