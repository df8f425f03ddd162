package io.varcas.accuracy.scorer;

import com.fasterxml.jackson.databind.JsonNode;

/** Equality of JSON values: numbers by value, so that 1 and 1.0 are equal, objects whatever the order of their members. */
final class JsonValues {

    private JsonValues() {}

    static boolean equal(JsonNode a, JsonNode b) {
        return a.equals(
                (left, right) ->
                        left.isNumber() && right.isNumber() ? compared(left, right) : left.equals(right) ? 0 : 1,
                b);
    }

    private static int compared(JsonNode left, JsonNode right) {
        return left.isIntegralNumber() && right.isIntegralNumber()
                ? left.bigIntegerValue().compareTo(right.bigIntegerValue())
                : Double.compare(left.doubleValue(), right.doubleValue());
    }
}
