package io.varcas.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.varcas.annotation.Severity;
import io.varcas.annotation.Unit;
import io.varcas.processor.resolve.ObjectiveUse;
import io.varcas.sla.Objective;
import io.varcas.workload.Parameter;
import io.varcas.workload.WorkloadSpec;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes what the annotations say, one line for each thing that was written. */
final class SpecRule implements EmitRule {

    @Override
    public void emit(RunnerModel model, RunnerParts parts) {
        WorkloadSpec spec = model.spec();
        CodeBlock.Builder code = CodeBlock.builder()
                .add("return $T.of($S, $S)", WorkloadSpec.class, spec.className(), spec.name())
                .indent()
                .indent();
        if (!spec.description().isEmpty()) {
            code.add("\n.description($S)", spec.description());
        }
        spec.settings().forEach((name, text) -> code.add("\n.set($S, $S)", name, text));
        spec.parameters().forEach(parameter -> parameter(parameter, code));
        ObjectiveUse.effective(model.source()).forEach(objective -> objective(objective, code));
        if (spec.writesPrompts()) {
            code.add("\n.writesPrompts()");
        }
        code.add("\n.build();\n").unindent().unindent();
        parts.runner()
                .addMethod(MethodSpec.methodBuilder("spec")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(WorkloadSpec.class)
                        .addCode(code.build())
                        .build());
    }

    private static void parameter(Parameter parameter, CodeBlock.Builder code) {
        code.add(
                "\n.parameter(new $T($S, $S, $L, $L))",
                Parameter.class,
                parameter.name(),
                parameter.type(),
                list(parameter.values()),
                list(parameter.choices()));
    }

    private static void objective(ObjectiveUse objective, CodeBlock.Builder code) {
        code.add(
                "\n.objective($T.of($S, $T.$L, $L, $T.$L, $S)",
                Objective.class,
                objective.metric().text(),
                Objective.Direction.class,
                objective.direction(),
                objective.boundInUnit(),
                Unit.class,
                objective.unit(),
                objective.reason());
        if (objective.severity() != Severity.FAIL) {
            code.add(".withSeverity($T.$L)", Severity.class, objective.severity());
        }
        if (objective.minSamples() > 0) {
            code.add(".withMinSamples($L)", objective.minSamples());
        }
        code.add(")");
    }

    private static CodeBlock list(List<String> texts) {
        CodeBlock entries = texts.stream().map(text -> CodeBlock.of("$S", text)).collect(CodeBlock.joining(", "));
        return CodeBlock.of("$T.of($L)", List.class, entries);
    }
}
