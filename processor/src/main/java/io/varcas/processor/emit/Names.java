package io.varcas.processor.emit;

import com.palantir.javapoet.ClassName;
import io.varcas.processor.model.ClassRef;
import java.util.List;

/** Names in generated source. */
final class Names {

    /** The class, nested in a runner, that wraps one object of the user's class. */
    static final String INSTANCE = "Instance";

    /** The user's object in it. */
    static final String WORKLOAD = "workload";

    private Names() {}

    static ClassName of(ClassRef ref) {
        List<String> names = ref.simpleNames();
        return ClassName.get(
                ref.packageName(), names.get(0), names.subList(1, names.size()).toArray(String[]::new));
    }
}
