package io.varcas.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.varcas.processor.model.MarkedMethod;
import io.varcas.workload.Fixtures;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Calls the set-up and tear-down methods. */
final class FixtureRule implements EmitRule {

    @Override
    public void emit(RunnerModel model, RunnerParts parts) {
        MethodSpec.Builder setUp = method("setUp", model.source().setups());
        model.source().setups().forEach(method -> setUp.addStatement("$L.$L()", Names.WORKLOAD, method.name()));
        parts.instance().addMethod(setUp.build());

        List<MarkedMethod> tearDowns = model.source().tearDowns();
        MethodSpec.Builder tearDown = method("tearDown", tearDowns);
        if (tearDowns.size() == 1) {
            tearDown.addStatement("$L.$L()", Names.WORKLOAD, tearDowns.get(0).name());
        } else if (!tearDowns.isEmpty()) {
            CodeBlock references = tearDowns.stream()
                    .map(method -> CodeBlock.of("$L::$L", Names.WORKLOAD, method.name()))
                    .collect(CodeBlock.joining(", "));
            tearDown.addStatement("$T.runAll($L)", Fixtures.class, references);
        }
        parts.instance().addMethod(tearDown.build());
    }

    private static MethodSpec.Builder method(String name, List<MarkedMethod> called) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(name).addAnnotation(Override.class).addModifiers(Modifier.PUBLIC);
        return called.isEmpty() ? method : method.addException(Exception.class);
    }
}
