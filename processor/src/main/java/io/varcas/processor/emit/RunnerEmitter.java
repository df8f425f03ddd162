package io.varcas.processor.emit;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadInstance;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;

/** Writes the source of a runner. The same model gives the same bytes. */
public final class RunnerEmitter {

    private static final List<EmitRule> RULES = List.of(
            new HeaderRule(),
            new SpecRule(),
            new InstanceRule(),
            new ParameterRule(),
            new FixtureRule(),
            new PromptRule());

    private RunnerEmitter() {}

    /**
     * Writes a runner.
     *
     * @param model what it is made of
     * @param origin the element that build tools shall recompile it with
     */
    public static JavaFile emit(RunnerModel model, Element origin) {
        TypeSpec.Builder runner = runner(model);
        return file(model, runner.addOriginatingElement(origin).build());
    }

    private static TypeSpec.Builder runner(RunnerModel model) {
        TypeSpec.Builder runner = TypeSpec.classBuilder(model.runner().simpleName())
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addSuperinterface(WorkloadDefinition.class);
        TypeSpec.Builder instance = TypeSpec.classBuilder(Names.INSTANCE)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(WorkloadInstance.class);
        RunnerParts parts = new RunnerParts(runner, instance);
        RULES.forEach(rule -> rule.emit(model, parts));
        return runner.addType(instance.build());
    }

    private static JavaFile file(RunnerModel model, TypeSpec runner) {
        return JavaFile.builder(model.workload().packageName(), runner)
                .indent("    ")
                .skipJavaLangImports(true)
                .build();
    }
}
