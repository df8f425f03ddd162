package io.varcas.processor;

import io.varcas.processor.read.CompilerReporter;
import io.varcas.processor.read.Sources;
import io.varcas.processor.read.Unresolved;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/**
 * Writes a runner for each workload class, in the round in which the class is complete.
 *
 * <p>It looks at every class, because a class becomes a workload also by a superclass or by a team's own annotation, which the
 * compiler would not call it for. It claims no annotation. Decisions about a class depend on what that class says and reaches
 * alone, as build tools that compile incrementally demand of an isolating processor.
 */
@SupportedAnnotationTypes("*")
public final class WorkloadProcessor extends AbstractProcessor {

    private final Sources sources = new Sources();
    private final Set<String> waiting = new LinkedHashSet<>();

    /** Creates the processor; the compiler calls this. */
    public WorkloadProcessor() {}

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        try {
            compile(round);
        } catch (RuntimeException | LinkageError | StackOverflowError bug) {
            Bug line = new Bug(WorkloadProcessor.class, "a round of " + round.getRootElements(), bug);
            processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, line.line());
        }
        return false;
    }

    private void compile(RoundEnvironment round) {
        sources.add(round.getRootElements());
        if (round.processingOver()) {
            return;
        }
        WorkloadCompiler compiler = new WorkloadCompiler(processingEnv, sources, new CompilerReporter(processingEnv));
        Unresolved unresolved = new Unresolved(processingEnv, sources);
        for (TypeElement type : types(round)) {
            compiler.guard(type, () -> {
                if (unresolved.isUnresolved(type)) {
                    waiting.add(type.getQualifiedName().toString());
                } else {
                    compiler.compile(type);
                }
            });
        }
    }

    /** Returns the classes of this round and those that waited for it, as this round sees them. */
    private List<TypeElement> types(RoundEnvironment round) {
        List<TypeElement> types = new ArrayList<>();
        waiting.stream()
                .flatMap(name ->
                        Stream.ofNullable(processingEnv.getElementUtils().getTypeElement(name)))
                .forEach(types::add);
        waiting.clear();
        addWithNested(round.getRootElements(), types);
        return types;
    }

    private static void addWithNested(Iterable<? extends Element> elements, List<TypeElement> types) {
        for (Element element : elements) {
            if (element instanceof TypeElement type) {
                types.add(type);
                addWithNested(ElementFilter.typesIn(type.getEnclosedElements()), types);
            }
        }
    }
}
