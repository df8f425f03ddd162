package io.varcas.processor.check;

import io.varcas.annotation.InputTokens;
import io.varcas.annotation.OutputTokens;
import io.varcas.processor.model.AnnotationPlace;
import io.varcas.processor.model.ParamField;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.resolve.LoadClaim;
import io.varcas.setting.LengthSettings;
import io.varcas.setting.Settings;
import java.lang.annotation.Annotation;
import java.util.List;

/** A load is open or closed, and a length is fixed or distributed: what is equally near must not say both. */
final class LoadRule implements Rule {

    @Override
    public void check(WorkloadSource source, Faults faults) {
        List<LoadClaim> claims = LoadClaim.of(source);
        annotations(source, claims, faults);
        parameters(claims, faults);
        lengths(source, Settings.INPUT_TOKENS, InputTokens.class, faults);
        lengths(source, Settings.OUTPUT_TOKENS, OutputTokens.class, faults);
    }

    private static void annotations(WorkloadSource source, List<LoadClaim> claims, Faults faults) {
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

    private static void parameters(List<LoadClaim> claims, Faults faults) {
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

    private static void lengths(
            WorkloadSource source, LengthSettings length, Class<? extends Annotation> annotation, Faults faults) {
        for (ParamField param : source.params()) {
            boolean described = source.places().stream()
                    .limit(LoadClaim.place(source, param) + 1L)
                    .anyMatch(place -> place.uses(annotation).findAny().isPresent());
            if (param.name().equals(length.fixed().name()) && described) {
                faults.add(Message.LOD003, param.position(), param.name(), annotation.getSimpleName());
            }
        }
    }
}
