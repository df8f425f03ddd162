package io.varcas.workload;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The values of one request that differ from its plan, as data can specify them.
 *
 * @param model model of this request, where requests name models ({@link RequestShape#ownModels()})
 * @param temperature its sampling temperature
 * @param fields further fields of this request, such as tools: JSON by name on the wire
 */
public record RequestOverrides(Optional<String> model, OptionalDouble temperature, Map<String, String> fields) {

    /** Nothing: the request is like all others. */
    public static final RequestOverrides NONE = new RequestOverrides(Optional.empty(), OptionalDouble.empty());

    /** Copies the fields, keeping their order. */
    public RequestOverrides {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Creates fields without others. */
    public RequestOverrides(Optional<String> model, OptionalDouble temperature) {
        this(model, temperature, Map.of());
    }

    /** Returns whether nothing is overridden. */
    public boolean isNone() {
        return model.isEmpty() && temperature.isEmpty() && fields.isEmpty();
    }
}
