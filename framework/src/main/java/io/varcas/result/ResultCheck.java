package io.varcas.result;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.setting.ResolvedSettings;
import io.varcas.sla.Verdict;
import io.varcas.text.ForeignText;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Checks {@code result.json} field by field against the records it becomes, before it becomes them: a damaged result is refused whole, in
 * one line that names the field, and no report meets a null. A number that an older version did not write may be missing.
 */
final class ResultCheck {

    private static final int LONGEST_SHOWN = 60;

    /** Records that are written in a custom form, and read by their own rules. */
    private static final Set<Class<?>> OWN_FORM = Set.of(Verdict.class, ResolvedSettings.Value.class);

    private final JsonMapper mapper;

    ResultCheck(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Checks a result.
     *
     * @throws DamagedResultException if a field is missing, null or of the wrong kind; the message begins with its path
     */
    void check(JsonNode result) throws DamagedResultException {
        value("", result, RunResult.class);
    }

    private void value(String path, JsonNode node, Type type) throws DamagedResultException {
        Class<?> kind = kind(type);
        boolean absent = node.isMissingNode() || node.isNull();
        if (kind == Optional.class
                || kind == OptionalDouble.class
                || kind == OptionalInt.class
                || kind == OptionalLong.class) {
            if (!absent) {
                value(path, node, kind == Optional.class ? argument(type, 0) : primitive(kind));
            }
        } else if (kind.isPrimitive()) {
            if (!node.isMissingNode()) {
                leaf(path, node, kind);
            }
        } else if (absent) {
            throw new DamagedResultException(path + " is " + (node.isNull() ? "null" : "missing"));
        } else if (kind == List.class) {
            require(node.isArray(), path, node, "a list");
            for (int i = 0; i < node.size(); i++) {
                value(path + "[" + i + "]", node.get(i), argument(type, 0));
            }
        } else if (Map.class.isAssignableFrom(kind)) {
            require(node.isObject(), path, node, "an object");
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                value(path + "." + entry.getKey(), entry.getValue(), argument(type, 1));
            }
        } else if (kind.isRecord() && !OWN_FORM.contains(kind)) {
            require(node.isObject(), path.isEmpty() ? "the file" : path, node, "an object");
            for (RecordComponent component : kind.getRecordComponents()) {
                String name = component.getName();
                value(path.isEmpty() ? name : path + "." + name, node.path(name), component.getGenericType());
            }
        } else {
            leaf(path, node, kind);
        }
    }

    private void leaf(String path, JsonNode node, Class<?> kind) throws DamagedResultException {
        if (kind == String.class) {
            require(node.isTextual(), path, node, "a text");
        } else if (kind == int.class || kind == Integer.class) {
            require(node.isIntegralNumber() && node.canConvertToInt(), path, node, "a whole number");
        } else if (kind == long.class || kind == Long.class) {
            require(node.isIntegralNumber() && node.canConvertToLong(), path, node, "a whole number");
        } else if (kind == boolean.class || kind == Boolean.class) {
            require(node.isBoolean(), path, node, "true or false");
        } else if (kind.isEnum()) {
            List<String> words = Arrays.stream(kind.getEnumConstants())
                    .map(constant -> mapper.valueToTree(constant).asText())
                    .toList();
            require(words.contains(node.asText()), path, node, "one of " + String.join(", ", words));
        } else {
            try {
                if (mapper.treeToValue(node, kind) == null) {
                    throw new DamagedResultException(path + " is null");
                }
            } catch (JacksonException fault) {
                String words = words(fault);
                throw new DamagedResultException(
                        path + (words.startsWith(".") || words.startsWith("[") ? "" : " ") + words);
            }
        }
    }

    private static void require(boolean holds, String path, JsonNode node, String what) throws DamagedResultException {
        if (!holds) {
            throw new DamagedResultException(
                    path + " is " + ForeignText.oneLine(node.toString(), LONGEST_SHOWN) + "; it must be " + what);
        }
    }

    /** Describes a violation without the names of our classes. */
    static String words(JacksonException fault) {
        if (fault.getCause() instanceof IllegalArgumentException own
                && own.getMessage() != null
                && !(own.getCause()
                        instanceof NullPointerException)) { // as JDK 18 and later wrap a null for a primitive
            return place(fault) + own.getMessage();
        }
        return place(fault) + "has a value that does not belong there";
    }

    private static String place(JacksonException fault) {
        if (!(fault instanceof JsonMappingException mapping)) {
            return "";
        }
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return place.isEmpty() ? "" : place.append(": ").toString();
    }

    private static Class<?> kind(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private static Class<?> primitive(Class<?> optional) {
        return optional == OptionalDouble.class ? double.class : optional == OptionalInt.class ? int.class : long.class;
    }
}
