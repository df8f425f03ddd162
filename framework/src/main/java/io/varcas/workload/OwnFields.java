package io.varcas.workload;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one request asks otherwise than all others of its plan, as data may have it.
 *
 * @param model model it asks for, where requests ask for models of their own ({@link RequestShape#ownModels()})
 * @param temperature its sampling temperature
 */
public record OwnFields(Optional<String> model, OptionalDouble temperature) {

    /** Nothing: the request is like all others. */
    public static final OwnFields NONE = new OwnFields(Optional.empty(), OptionalDouble.empty());

    /** Tells whether the request is like all others. */
    public boolean isNone() {
        return model.isEmpty() && temperature.isEmpty();
    }
}
