package io.varcas.processor.emit;

import io.varcas.processor.model.ClassRef;
import io.varcas.processor.model.MarkedMethod;
import io.varcas.processor.model.ParamField;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.workload.WorkloadSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The model of a generated runner.
 *
 * @param source the workload class, free of faults
 * @param spec what its annotations say
 * @param generator who writes it, for {@code @Generated}; empty where that annotation cannot be used
 */
public record RunnerModel(WorkloadSource source, WorkloadSpec spec, Optional<String> generator) {

    ClassRef workload() {
        return source.shape().ref();
    }

    ClassRef runner() {
        return workload().runner();
    }

    List<ParamField> params() {
        return source.params();
    }

    Optional<MarkedMethod> prompt() {
        return source.prompts().stream().findFirst();
    }

    /** Returns whether calling the user's code makes the compiler warn about deprecation. */
    boolean touchesDeprecated() {
        Stream<Boolean> members = Stream.of(
                        source.params().stream().map(ParamField::shape),
                        source.prompts().stream().map(MarkedMethod::shape),
                        source.setups().stream().map(MarkedMethod::shape),
                        source.tearDowns().stream().map(MarkedMethod::shape))
                .flatMap(shapes -> shapes)
                .map(shape -> shape.isDeprecated());
        return source.shape().isDeprecated()
                || source.shape()
                        .constructor()
                        .filter(constructor -> constructor.isDeprecated())
                        .isPresent()
                || members.anyMatch(deprecated -> deprecated);
    }
}
