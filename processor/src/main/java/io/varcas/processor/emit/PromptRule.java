package io.varcas.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.varcas.processor.model.MarkedMethod;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.PromptContext;
import javax.lang.model.element.Modifier;

/** Calls the prompt method, or writes text of the drawn length where there is none. */
final class PromptRule implements EmitRule {

    @Override
    public void emit(RunnerModel model, RunnerParts parts) {
        MethodSpec.Builder prompt = MethodSpec.methodBuilder("prompt")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(ChatPrompt.class)
                .addParameter(PromptContext.class, "context");
        model.prompt()
                .ifPresentOrElse(
                        method -> prompt.addException(Exception.class).addStatement("return $L", call(method)),
                        () -> prompt.addStatement(
                                "return $T.of(context.text(context.inputTokens()))", ChatPrompt.class));
        parts.instance().addMethod(prompt.build());
    }

    private static CodeBlock call(MarkedMethod method) {
        CodeBlock call = CodeBlock.of(
                "$L.$L($L)",
                Names.WORKLOAD,
                method.name(),
                method.parameterTypes().isEmpty() ? "" : "context");
        return method.returnType().equals(String.class.getName())
                ? CodeBlock.of("$T.of($L)", ChatPrompt.class, call)
                : call;
    }
}
