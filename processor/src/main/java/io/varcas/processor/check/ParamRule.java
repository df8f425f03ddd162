package io.varcas.processor.check;

import io.varcas.processor.model.MemberShape;
import io.varcas.processor.model.ParamField;
import io.varcas.processor.model.WorkloadSource;

/** The runner must be able to assign a parameter. */
final class ParamRule implements Rule {

    @Override
    public void check(WorkloadSource source, Violations faults) {
        String workloadPackage = source.shape().ref().packageName();
        source.params().forEach(param -> check(param, workloadPackage, faults));
    }

    private static void check(ParamField param, String workloadPackage, Violations faults) {
        MemberShape shape = param.shape();
        if (param.isFinal()) {
            faults.add(Message.PAR001, shape.position(), shape.name());
        }
        if (shape.isStatic()) {
            faults.add(Message.PAR003, shape.position(), shape.name());
        }
        if (shape.isPrivate()) {
            faults.add(Message.PAR002, shape.position(), shape.name());
        } else if (!shape.isReachable()) {
            faults.add(Message.PAR009, shape.position(), shape.name(), shape.owner(), workloadPackage);
        }
        param.hiddenBy()
                .ifPresent(other -> faults.add(Message.PAR010, shape.position(), shape.name(), shape.owner(), other));
        param.enumType()
                .filter(type -> !type.isReachable() && !shape.isPrivate())
                .ifPresent(type ->
                        faults.add(Message.PAR011, shape.position(), shape.name(), type.ref(), workloadPackage));
    }
}
