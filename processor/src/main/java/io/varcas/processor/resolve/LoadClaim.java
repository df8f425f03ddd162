package io.varcas.processor.resolve;

import io.varcas.processor.model.AnnotationPlace;
import io.varcas.processor.model.ParamField;
import io.varcas.processor.model.SourcePosition;
import io.varcas.processor.model.WorkloadSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An element of the source that decides between an open and a closed load.
 *
 * @param kind what it decides for
 * @param place index of the place where it stands; a smaller one is nearer
 * @param what how the user wrote it: {@code @OpenLoop}, or the name of a parameter
 * @param isParam whether it is a parameter, which counts however far away it is
 * @param position where it stands
 */
public record LoadClaim(LoadKind kind, int place, String what, boolean isParam, SourcePosition position) {

    /** Returns the claims of a class, nearest first; the first one decides. */
    public static List<LoadClaim> of(WorkloadSource source) {
        List<LoadClaim> claims = new ArrayList<>();
        for (int i = 0; i < source.places().size(); i++) {
            claims.addAll(annotations(source.places().get(i), i));
        }
        for (ParamField param : source.params()) {
            LoadKind.ofSetting(param.name())
                    .map(kind -> new LoadClaim(kind, place(source, param), param.name(), true, param.position()))
                    .ifPresent(claims::add);
        }
        claims.sort(Comparator.comparingInt(LoadClaim::place));
        return claims;
    }

    /** Returns the index of the place of the class that declares a parameter. */
    public static int place(WorkloadSource source, ParamField param) {
        List<AnnotationPlace> places = source.places();
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i).kind() == AnnotationPlace.Kind.CLASS
                    && places.get(i).owner().equals(param.shape().owner())) {
                return i;
            }
        }
        throw new IllegalStateException(
                param.name() + " belongs to no class of " + source.shape().ref());
    }

    private static List<LoadClaim> annotations(AnnotationPlace place, int index) {
        return place.uses().stream()
                .flatMap(use -> Stream.of(LoadKind.values())
                        .filter(kind -> use.is(kind.annotation()))
                        .map(kind -> new LoadClaim(
                                kind, index, "@" + kind.annotation().getSimpleName(), false, use.position())))
                .toList();
    }
}
