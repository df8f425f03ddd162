package io.varcas.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;

import com.google.testing.compile.Compilation;
import io.varcas.workload.WorkloadDefinition;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;

class IndexTest {

    private static final String INDEX = "META-INF/services/" + WorkloadDefinition.class.getName();

    @Test
    void listsRunnersSorted() {
        Compilation compilation =
                Compile.sources(workload("b", "Zeta"), workload("b", "Alpha"), workload("a", "Omega"));
        assertThat(compilation)
                .generatedFile(StandardLocation.CLASS_OUTPUT, INDEX)
                .contentsAsUtf8String()
                .isEqualTo("a.Omega_Runner\nb.Alpha_Runner\nb.Zeta_Runner\n");
    }

    private static String workload(String inPackage, String name) {
        return """
                package %s;
                @io.varcas.annotation.Workload
                class %s {}
                """.formatted(inPackage, name);
    }
}
