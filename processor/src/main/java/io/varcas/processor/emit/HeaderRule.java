package io.varcas.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import io.varcas.workload.GeneratedRunner;
import javax.lang.model.element.Modifier;

/** Adds a comment about the source of a runner and how to run it. */
final class HeaderRule implements EmitRule {

    @Override
    public void emit(RunnerModel model, RunnerParts parts) {
        ClassName workload = Names.of(model.workload());
        parts.runner()
                .addJavadoc("Runs {@link $T}; generated from its annotations. Run it with\n", workload)
                .addJavadoc(
                        "{@code java -jar benchmarks.jar $L}.\n", model.spec().name())
                .addAnnotation(AnnotationSpec.builder(GeneratedRunner.class)
                        .addMember("source", "$S", model.workload().qualifiedName())
                        .addMember("workload", "$S", model.spec().name())
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addJavadoc("Creates the definition; {@link java.util.ServiceLoader} calls this.\n")
                        .addModifiers(Modifier.PUBLIC)
                        .build());
        model.generator()
                .ifPresent(generator -> parts.runner()
                        .addAnnotation(AnnotationSpec.builder(ClassName.get("javax.annotation.processing", "Generated"))
                                .addMember("value", "$S", generator)
                                .build()));
        if (model.touchesDeprecated()) {
            parts.runner()
                    .addAnnotation(AnnotationSpec.builder(SuppressWarnings.class)
                            .addMember("value", "{$S, $S}", "deprecation", "removal")
                            .build());
        }
    }
}
