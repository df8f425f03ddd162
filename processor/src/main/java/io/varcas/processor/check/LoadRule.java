package io.varcas.processor.check;

import io.varcas.processor.model.AnnotationPlace;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.resolve.LoadClaim;
import java.util.List;

/** A load is open or closed: what is equally near must not say both. */
final class LoadRule implements Rule {

    @Override
    public void check(WorkloadSource source, Violations faults) {
        List<LoadClaim> claims = LoadClaim.of(source);
        annotations(source, claims, faults);
        parameters(claims, faults);
    }

    private static void annotations(WorkloadSource source, List<LoadClaim> claims, Violations faults) {
        List<LoadClaim> annotations =
                claims.stream().filter(claim -> !claim.isParam()).toList();
        for (int i = 1; i < annotations.size(); i++) {
            LoadClaim first = annotations.get(i - 1);
            LoadClaim second = annotations.get(i);
            // own annotations of a team may well disagree where something nearer decides
            boolean matters = source.places().get(second.place()).kind() != AnnotationPlace.Kind.META
                    || annotations.get(0).place() == second.place();
            if (first.place() == second.place() && first.kind() != second.kind() && matters) {
                faults.add(Message.LOD001, second.position());
            }
        }
    }

    private static void parameters(List<LoadClaim> claims, Violations faults) {
        for (LoadClaim param : claims) {
            claims.stream()
                    .filter(other -> param.isParam() && other.kind() != param.kind())
                    .filter(other -> other.isParam()
                            ? claims.indexOf(other) < claims.indexOf(param)
                            : other.place() <= param.place())
                    .findFirst()
                    .ifPresent(other -> faults.add(
                            Message.LOD002,
                            param.position(),
                            param.what(),
                            param.kind().label(),
                            other.isParam() ? "the parameter " + other.what() : other.what(),
                            other.kind().label()));
        }
    }
}
