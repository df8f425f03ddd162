package io.varcas.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import io.varcas.workload.WorkloadInstance;
import javax.lang.model.element.Modifier;

/** Creates the user's object. */
final class InstanceRule implements EmitRule {

    @Override
    public void emit(RunnerModel model, RunnerParts parts) {
        ClassName workload = Names.of(model.workload());
        parts.runner()
                .addMethod(MethodSpec.methodBuilder("newInstance")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(WorkloadInstance.class)
                        .addStatement("return new $L()", Names.INSTANCE)
                        .build());
        parts.instance()
                .addField(FieldSpec.builder(workload, Names.WORKLOAD, Modifier.PRIVATE, Modifier.FINAL)
                        .initializer("new $T()", workload)
                        .build());
    }
}
