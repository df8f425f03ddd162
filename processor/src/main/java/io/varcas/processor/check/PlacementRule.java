package io.varcas.processor.check;

import io.varcas.annotation.Param;
import io.varcas.annotation.Prompt;
import io.varcas.annotation.Setup;
import io.varcas.annotation.TearDown;
import io.varcas.processor.model.AnnotationUse;
import io.varcas.processor.model.MarkedMethod;
import io.varcas.processor.model.MemberShape;
import io.varcas.processor.model.ParamField;
import io.varcas.processor.model.WorkloadSource;
import java.util.stream.Stream;

/** Annotations on a class that is neither run nor inherited from have no effect: somebody forgot {@code @Workload}. */
final class PlacementRule implements Rule {

    @Override
    public void check(WorkloadSource source, Violations faults) {
        String type = source.shape().ref().simpleName();
        source.ownPlaces()
                .flatMap(place -> place.uses().stream())
                .filter(use -> !use.is(Prompt.class))
                .forEach(use -> faults.add(Message.CLS013, use.position(), name(use), type));
        warn(Param.class, source.params().stream().map(ParamField::shape), source, faults);
        warn(Prompt.class, source.prompts().stream().map(MarkedMethod::shape), source, faults);
        warn(Setup.class, source.setups().stream().map(MarkedMethod::shape), source, faults);
        warn(TearDown.class, source.tearDowns().stream().map(MarkedMethod::shape), source, faults);
    }

    private static void warn(Class<?> mark, Stream<MemberShape> members, WorkloadSource source, Violations faults) {
        members.filter(member -> member.owner().equals(source.shape().ref().qualifiedName()))
                .forEach(member -> faults.add(
                        Message.CLS013,
                        member.position(),
                        mark.getSimpleName(),
                        source.shape().ref().simpleName()));
    }

    private static String name(AnnotationUse use) {
        return use.type().substring(use.type().lastIndexOf('.') + 1);
    }
}
