package io.varcas.processor;

import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/**
 * Claims the annotations of Varcas and those of generated runners, so that {@code -Xlint:processing} does not call them unprocessed. It
 * stands last in the list: what is claimed is not shown to those that follow, and {@link WorkloadProcessor}, which looks at every
 * annotation, must not claim those of others.
 */
public final class AnnotationClaim extends AbstractProcessor {

    /** Creates the processor; the compiler calls this. */
    public AnnotationClaim() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(
                "io.varcas.annotation.*",
                "io.varcas.workload.GeneratedRunner",
                "javax.annotation.processing.Generated");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    /** Claims them: to do so is what this processor is for. */
    @Override
    @SuppressWarnings("DoNotClaimAnnotations")
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return true;
    }
}
