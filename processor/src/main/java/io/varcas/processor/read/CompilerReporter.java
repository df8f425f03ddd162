package io.varcas.processor.read;

import io.varcas.processor.check.Violation;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/**
 * Prints faults where they belong. One fault that several classes inherit is printed once.
 *
 * <p>It lives for one round: the elements of a round are not those of the next.
 */
public final class CompilerReporter {

    private final Messager messager;
    private final Optional<SourceTrees> trees;
    private final Set<Violation> printed = new HashSet<>();

    /** Creates a reporter of one round. */
    public CompilerReporter(ProcessingEnvironment environment) {
        this.messager = environment.getMessager();
        this.trees = SourceTrees.of(environment);
    }

    /** Prints a fault, unless it was printed before. */
    public void report(Violation fault) {
        if (printed.add(fault) && fault.position() instanceof CompilerPosition position) {
            print(fault, position);
        }
    }

    private void print(Violation fault, CompilerPosition position) {
        Diagnostic.Kind kind = fault.isError() ? Diagnostic.Kind.ERROR : Diagnostic.Kind.WARNING;
        Element element = position.element();
        String text = fault.line()
                + position.origin()
                        .map(origin -> " (written on " + origin + ")")
                        .orElse("");
        boolean pointed = position.repeated()
                .flatMap(repetition -> trees.map(javac -> javac.print(kind, text, element, repetition)))
                .orElse(false);
        if (pointed) {
            return;
        }
        messager.printMessage(
                kind,
                text,
                element,
                position.mirror().orElse(null),
                position.value().orElse(null));
    }
}
