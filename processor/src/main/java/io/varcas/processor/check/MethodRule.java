package io.varcas.processor.check;

import io.varcas.annotation.Prompt;
import io.varcas.annotation.Setup;
import io.varcas.annotation.TearDown;
import io.varcas.processor.model.MarkedMethod;
import io.varcas.processor.model.MemberShape;
import io.varcas.processor.model.WorkloadSource;
import java.util.List;

/** The runner must be able to call a marked method. */
final class MethodRule implements Rule {

    @Override
    public void check(WorkloadSource source, Violations faults) {
        String workloadPackage = source.shape().ref().packageName();
        check(Prompt.class, source.prompts(), workloadPackage, faults);
        check(Setup.class, source.setups(), workloadPackage, faults);
        check(TearDown.class, source.tearDowns(), workloadPackage, faults);
    }

    private static void check(Class<?> mark, List<MarkedMethod> methods, String workloadPackage, Violations faults) {
        for (MarkedMethod method : methods) {
            String name = mark.getSimpleName();
            MemberShape shape = method.shape();
            if (shape.isStatic()) {
                faults.add(Message.MTH001, shape.position(), name, shape.name());
            }
            if (shape.isPrivate()) {
                faults.add(Message.MTH002, shape.position(), name, shape.name());
            } else if (!shape.isReachable()) {
                faults.add(Message.MTH004, shape.position(), name, shape.name(), shape.owner(), workloadPackage);
            }
            if (method.isGeneric()) {
                faults.add(Message.MTH003, shape.position(), name, shape.name());
            }
        }
    }
}
