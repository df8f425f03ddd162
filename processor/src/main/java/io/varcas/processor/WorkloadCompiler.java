package io.varcas.processor;

import io.varcas.annotation.Workload;
import io.varcas.processor.check.Message;
import io.varcas.processor.check.Rules;
import io.varcas.processor.check.Violations;
import io.varcas.processor.emit.RunnerEmitter;
import io.varcas.processor.emit.RunnerModel;
import io.varcas.processor.model.ClassRef;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.read.CompilerReporter;
import io.varcas.processor.read.CompilerResources;
import io.varcas.processor.read.CompilerTypes;
import io.varcas.processor.read.Positions;
import io.varcas.processor.read.Sources;
import io.varcas.processor.read.WorkloadReader;
import io.varcas.processor.resolve.SpecResolver;
import java.io.IOException;
import java.util.Optional;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Takes one class through all rooms: read, check, resolve, emit. */
final class WorkloadCompiler {

    private final ProcessingEnvironment environment;
    private final CompilerReporter reporter;
    private final WorkloadReader reader;
    private final Rules rules;

    WorkloadCompiler(ProcessingEnvironment environment, Sources sources, CompilerReporter reporter) {
        this.environment = environment;
        this.reporter = reporter;
        this.reader = new WorkloadReader(environment, sources);
        this.rules = new Rules(new CompilerTypes(environment), new CompilerResources(environment));
    }

    /** Compiles a class: writes its runner if it is a workload, and says what is wrong with it whatever it is. */
    void compile(TypeElement type) {
        WorkloadSource source = reader.read(type);
        if (isWorkload(source)) {
            Violations faults = rules.checkWorkload(source);
            faults.all().forEach(reporter::report);
            if (!faults.anyError()) {
                write(type, source);
            }
        } else {
            rules.checkOther(source).all().forEach(reporter::report);
        }
    }

    /** Does something with a class; whatever goes wrong becomes one line at that class. */
    void guard(TypeElement type, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | LinkageError | StackOverflowError bug) {
            String name = type.getQualifiedName().toString();
            report(Message.INT001, type, new Bug(WorkloadProcessor.class, name, bug).values());
        }
    }

    /** An abstract class that a workload extends, or that extends one, is not to be run itself. */
    private static boolean isWorkload(WorkloadSource source) {
        boolean own = source.ownPlaces()
                .anyMatch(place -> place.uses(Workload.class).findAny().isPresent());
        boolean any = source.uses(Workload.class).findAny().isPresent();
        return !source.shape().kind().equals("@interface")
                && (own || (any && !source.shape().isAbstract()));
    }

    private void write(TypeElement type, WorkloadSource source) {
        RunnerModel model = new RunnerModel(source, SpecResolver.resolve(source), generator(type));
        ClassRef runner = source.shape().ref().runner();
        try {
            RunnerEmitter.emit(model, type).writeTo(environment.getFiler());
        } catch (FilerException taken) {
            report(Message.CLS010, type, source.shape().ref(), runner);
        } catch (IOException broken) {
            report(Message.INT002, type, runner, broken.getMessage());
        }
    }

    private void report(Message message, TypeElement type, @Nullable Object... values) {
        Violations faults = new Violations();
        faults.add(message, Positions.of(type), values);
        faults.all().forEach(reporter::report);
    }

    /** A module may not read the one that has {@code @Generated}. */
    private Optional<String> generator(TypeElement type) {
        Elements elements = environment.getElementUtils();
        return elements.getTypeElement(elements.getModuleOf(type), "javax.annotation.processing.Generated") == null
                ? Optional.empty()
                : Optional.of(WorkloadProcessor.class.getName());
    }
}
