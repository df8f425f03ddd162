package io.varcas.processor;

import io.varcas.processor.check.Message;
import io.varcas.processor.check.Violations;
import io.varcas.processor.read.CompilerReporter;
import io.varcas.processor.read.ModuleServices;
import io.varcas.processor.read.Positions;
import io.varcas.workload.GeneratedRunner;
import io.varcas.workload.WorkloadDefinition;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Lists all runners of a compilation in {@code META-INF/services}, where {@link java.util.ServiceLoader} finds them: sorted, written
 * whole each time, and only if nothing failed.
 */
public final class WorkloadIndexProcessor extends AbstractProcessor {

    private static final String SERVICE = WorkloadDefinition.class.getName();
    private static final String INDEX = "META-INF/services/" + SERVICE;

    /** Qualified names of the workload classes, by the names of their runners. */
    private final Map<String, String> sourceOfRunner = new TreeMap<>();

    /** Qualified names of the workload classes, by the names of their workloads. */
    private final Map<String, String> sourceOfName = new LinkedHashMap<>();

    /** Creates the processor; the compiler calls this. */
    public WorkloadIndexProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(GeneratedRunner.class.getName());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        try {
            index(annotations, round);
        } catch (RuntimeException | LinkageError | StackOverflowError bug) {
            Bug line = new Bug(WorkloadIndexProcessor.class, INDEX, bug);
            processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, line.line());
        }
        return false;
    }

    private void index(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Violations faults = new Violations();
        for (TypeElement annotation : annotations) {
            round.getElementsAnnotatedWith(annotation).forEach(runner -> add(runner, faults));
        }
        if (round.processingOver() && !round.errorRaised() && !sourceOfRunner.isEmpty()) {
            sourceOfRunner.forEach((runner, source) -> module(runner, source, faults));
            write();
        }
        CompilerReporter reporter = new CompilerReporter(processingEnv);
        faults.all().forEach(reporter::report);
    }

    private void add(Element runner, Violations faults) {
        GeneratedRunner mark = runner.getAnnotation(GeneratedRunner.class);
        if (mark == null || !(runner instanceof TypeElement type)) {
            return;
        }
        sourceOfRunner.put(type.getQualifiedName().toString(), mark.source());
        String other = sourceOfName.putIfAbsent(mark.workload(), mark.source());
        Element source = processingEnv.getElementUtils().getTypeElement(mark.source());
        if (other != null && source != null) {
            faults.add(Message.CLS012, Positions.ofWorkloadName(source), mark.workload(), other, mark.source());
        }
    }

    private void module(String runner, String source, Violations faults) {
        Elements elements = processingEnv.getElementUtils();
        TypeElement workload = elements.getTypeElement(source);
        TypeElement provider = elements.getTypeElement(runner);
        if (workload != null && provider != null) {
            new ModuleServices(elements, SERVICE)
                    .hiding(provider)
                    .ifPresent(module ->
                            faults.add(Message.CLS014, Positions.of(workload), source, module, SERVICE, runner));
        }
    }

    private void write() {
        try (Writer writer = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", INDEX)
                .openWriter()) {
            for (String runner : sourceOfRunner.keySet()) {
                writer.write(runner + "\n");
            }
        } catch (IOException broken) {
            processingEnv
                    .getMessager()
                    .printMessage(Diagnostic.Kind.ERROR, Message.INT002.line(INDEX, broken.getMessage()));
        }
    }
}
