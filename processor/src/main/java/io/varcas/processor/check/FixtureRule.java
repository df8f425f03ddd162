package io.varcas.processor.check;

import io.varcas.annotation.Setup;
import io.varcas.annotation.TearDown;
import io.varcas.processor.model.MarkedMethod;
import io.varcas.processor.model.WorkloadSource;
import java.util.List;

/** A set-up or tear-down method takes and returns nothing. */
final class FixtureRule implements Rule {

    @Override
    public void check(WorkloadSource source, Violations faults) {
        check(Setup.class, source.setups(), faults);
        check(TearDown.class, source.tearDowns(), faults);
    }

    private static void check(Class<?> mark, List<MarkedMethod> methods, Violations faults) {
        for (MarkedMethod method : methods) {
            if (!method.parameterTypes().isEmpty()) {
                faults.add(
                        Message.FIX001,
                        method.shape().position(),
                        mark.getSimpleName(),
                        method.name(),
                        String.join(", ", method.parameterTypes()));
            }
            if (!method.returnType().equals("void")) {
                faults.add(
                        Message.FIX002,
                        method.shape().position(),
                        mark.getSimpleName(),
                        method.name(),
                        method.returnType());
            }
        }
    }
}
