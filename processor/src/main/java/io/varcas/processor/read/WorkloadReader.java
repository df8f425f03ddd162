package io.varcas.processor.read;

import io.varcas.annotation.Prompt;
import io.varcas.annotation.Setup;
import io.varcas.annotation.TearDown;
import io.varcas.processor.model.WorkloadSource;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads a class into a {@link WorkloadSource}. */
public final class WorkloadReader {

    private final Elements elements;
    private final Types types;
    private final Sources sources;

    /**
     * Creates a reader.
     *
     * @param environment the compiler
     * @param sources what is compiled now
     */
    public WorkloadReader(ProcessingEnvironment environment, Sources sources) {
        this.elements = environment.getElementUtils();
        this.types = environment.getTypeUtils();
        this.sources = sources;
    }

    /** Reads a class, be it a workload or not. */
    public WorkloadSource read(TypeElement type) {
        List<TypeElement> line = ClassLine.of(type);
        Pointer pointer = new Pointer(sources, type);
        MethodReader methods = new MethodReader(elements, types, line, pointer);
        List<ExecutableElement> prompts = methods.nearest(Prompt.class);
        List<ExecutableElement> annotated = prompts.stream()
                .flatMap(prompt -> Stream.of(methods.called(prompt), prompt))
                .distinct()
                .toList();
        return new WorkloadSource(
                new ClassShapeReader(elements, types, pointer).read(),
                new PlaceReader(pointer).places(line, annotated),
                new ParamReader(types, line, methods, pointer).read(),
                prompts.stream().map(methods::read).toList(),
                methods.superclassesFirst(Setup.class).stream()
                        .map(methods::read)
                        .toList(),
                methods.superclassesLast(TearDown.class).stream()
                        .map(methods::read)
                        .toList());
    }
}
