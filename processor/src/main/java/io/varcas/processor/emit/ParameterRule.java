package io.varcas.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.varcas.processor.model.ParamField;
import io.varcas.workload.ParameterText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** Assigns parameter fields by their names. */
final class ParameterRule implements EmitRule {

    private static final Map<String, String> BOXED =
            Map.of("java.lang.Integer", "toInt", "java.lang.Character", "toChar");

    @Override
    public void emit(RunnerModel model, RunnerParts parts) {
        List<CodeBlock> names = model.params().stream()
                .map(param -> CodeBlock.of("$S", param.name()))
                .toList();
        CodeBlock unknown = CodeBlock.of(
                "throw $T.unknown($S, name, $T.of($L))",
                ParameterText.class,
                model.spec().name(),
                List.class,
                names.stream().collect(CodeBlock.joining(", ")));
        MethodSpec.Builder set = MethodSpec.methodBuilder("set")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(String.class, "name")
                .addParameter(String.class, "value");
        if (names.isEmpty()) {
            set.addStatement(unknown);
        } else {
            set.beginControlFlow("switch (name)");
            model.params()
                    .forEach(param -> set.addStatement(
                            "case $S -> $L.$L = $L", param.name(), Names.WORKLOAD, param.name(), read(param)));
            set.addStatement("default -> $L", unknown).endControlFlow();
        }
        parts.instance().addMethod(set.build());
    }

    private static CodeBlock read(ParamField param) {
        if (param.type().equals(String.class.getName())) {
            return CodeBlock.of("value");
        }
        return param.enumType()
                .map(type ->
                        CodeBlock.of("$T.toEnum(name, value, $T.class)", ParameterText.class, Names.of(type.ref())))
                .orElseGet(() -> CodeBlock.of("$T.$L(name, value)", ParameterText.class, reader(param.type())));
    }

    private static String reader(String type) {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        return BOXED.getOrDefault(type, "to" + simple.substring(0, 1).toUpperCase(Locale.ROOT) + simple.substring(1));
    }
}
