package io.varcas.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import io.varcas.workload.WorkloadSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

/** A workload may speak of types that another processor has yet to write. */
class RoundsTest {

    @Test
    void waitsForASuperclassThatIsGenerated() {
        WorkloadSpec spec = compile("package a; @io.varcas.annotation.OpenLoop(rate = 7) abstract class Late {}", """
                package a;
                @io.varcas.annotation.Workload class Chat extends Late {}
                """);
        assertThat(spec.settings()).isEqualTo(Map.of("rate", "7"));
    }

    @Test
    void waitsForASuperclassThatMakesItAWorkload() {
        WorkloadSpec spec = compile("package a; @io.varcas.annotation.Workload(model = \"m\") class Late {}", """
                package a;
                class Chat extends Late {}
                """);
        assertThat(spec.settings()).isEqualTo(Map.of("model", "m"));
    }

    @Test
    void waitsForAnAnnotationThatIsGenerated() {
        WorkloadSpec spec = compile("package a; @io.varcas.annotation.Workload(seed = 5) @interface Late {}", """
                package a;
                @Late class Chat {}
                """);
        assertThat(spec.settings()).isEqualTo(Map.of("seed", "5"));
    }

    @Test
    void waitsForAConstantInAnAnnotation() {
        WorkloadSpec spec = compile(
                "package a; class Late { static final String METRIC = \"goodput\"; static final double RATE = 3; }",
                """
                package a;
                import io.varcas.annotation.*;
                @Workload
                @OpenLoop(rate = Late.RATE)
                @Sla(metric = Late.METRIC, atLeast = 1)
                class Chat {}
                """);
        assertThat(spec.settings()).isEqualTo(Map.of("rate", "3"));
        assertThat(spec.objectives()).hasSize(1);
    }

    @Test
    void waitsForTheTypeOfAParameter() {
        WorkloadSpec spec = compile("package a; enum Late { A, B }", """
                package a;
                import io.varcas.annotation.*;
                @Workload class Chat { @Param Late p; }
                """);
        assertThat(spec.parameters().get(0).values()).containsExactly("A", "B");
    }

    @Test
    void leavesWhatNeverComesToTheCompiler() {
        Compilation compilation = Compile.sources("""
                package a;
                @io.varcas.annotation.Workload class Chat extends Never {}
                """);
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation).hadErrorContaining("cannot find symbol");
    }

    @Test
    void compilesWorkloadsThatAreGenerated() {
        Compilation compilation =
                Compile.with(List.of(new Late("package a; @io.varcas.annotation.Workload class Late {}")), """
                package a;
                class Chat { Late late; }
                """);
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(Compiled.load(compilation).runner("a.Late_Runner").spec().name())
                .isEqualTo("Late");
    }

    private static WorkloadSpec compile(String late, String source) {
        Compilation compilation = Compile.with(List.of(new Late(late)), source);
        assertThat(compilation).succeededWithoutWarnings();
        return Compiled.load(compilation).runner("a.Chat_Runner").spec();
    }

    /** Writes one source named Late in the first round. */
    @SupportedAnnotationTypes("*")
    private static final class Late extends AbstractProcessor {

        private final String source;
        private boolean done;

        Late(String source) {
            this.source = source;
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!done) {
                done = true;
                try (Writer writer =
                        processingEnv.getFiler().createSourceFile("a.Late").openWriter()) {
                    writer.write(source);
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            }
            return false;
        }
    }
}
