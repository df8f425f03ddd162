package io.varcas.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedSourceTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    /** To accept a change of what is generated: {@code mvn test -pl processor -am -Dgolden=update}, then look at the difference. */
    @ParameterizedTest
    @ValueSource(strings = {"Full", "Bare"})
    void isAsItsGoldenFileSays(String name) throws IOException {
        Compilation compilation = Compile.sources(Files.readString(GOLDEN.resolve(name + ".java.txt")));
        assertThat(compilation).succeededWithoutWarnings();
        String generated = text(
                compilation.generatedSourceFile("com.acme." + name + "_Runner").orElseThrow());
        Path golden = GOLDEN.resolve(name + "_Runner.java.txt");
        if (System.getProperty("golden", "").equals("update")) {
            Files.writeString(golden, generated);
        }
        assertThat(generated).isEqualTo(Files.readString(golden));
    }

    @Test
    void isTheSameByteForByteEachTime() throws IOException {
        String first = Files.readString(GOLDEN.resolve("Full.java.txt"));
        String second = Files.readString(GOLDEN.resolve("Bare.java.txt"));
        assertThat(generated(Compile.sources(second, first))).isEqualTo(generated(Compile.sources(first, second)));
    }

    /** {@code -Xlint:processing} among them, which tells of annotations that no processor claimed. */
    @Test
    void makesNoWarningsAtAll() throws IOException {
        assertThat(Compile.strictly(Files.readString(GOLDEN.resolve("Bare.java.txt"))))
                .succeededWithoutWarnings();
        assertThat(Compile.strictly(Files.readString(GOLDEN.resolve("Full.java.txt"))))
                .succeededWithoutWarnings();
    }

    @Test
    void makesNoWarningsOfDeprecation() {
        Expect.accepted("""
            package a;
            import io.varcas.annotation.*;
            @Deprecated(forRemoval = true) @Workload
            class Chat {
                @Deprecated Chat() {}
                @Deprecated @Param("1") int p;
                @Deprecated @Setup void open() {}
            }
            """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Instance",
                "Parameter",
                "WorkloadSpec",
                "Objective",
                "List",
                "Unit",
                "Generated",
                "Exception",
                "String"
            })
    void standsBesideClassesOfTheSameNamesAsThoseItUses(String name) throws Exception {
        Compiled compiled = Expect.accepted("""
            package a;
            import io.varcas.annotation.*;
            @Workload
            @Sla(metric = "goodput", atLeast = 1)
            class %s {
                @Param("1") int p;
                @Setup void open() {}
            }
            """.formatted(name));
        assertThat(compiled.runner("a." + name + "_Runner").spec().name()).isEqualTo(name);
        compiled.runner("a." + name + "_Runner").newInstance().setUp();
    }

    @Test
    void isNamedAfterNestedClassesToo() {
        Compiled compiled = Expect.accepted("""
            package a;
            class Outer {
                static class Middle {
                    @io.varcas.annotation.Workload static class Chat {
                        enum Mode { A }
                        @io.varcas.annotation.Param Mode mode;
                    }
                }
            }
            """);
        assertThat(compiled.runner("a.Outer_Middle_Chat_Runner").spec().className())
                .isEqualTo("a.Outer$Middle$Chat");
        compiled.runner("a.Outer_Middle_Chat_Runner").newInstance().set("mode", "A");
    }

    @Test
    void refusesWhenItsNameIsTaken() {
        Expect.refusedAfterWriting(
                List.of("""
                    package a;
                    @io.varcas.annotation.Workload /*CLS010*/class Chat {}
                    """, """
                    package a;
                    class Chat_Runner {}
                    """),
                "the runner of a.Chat is to be named a.Chat_Runner, but there is such a class already; rename one of"
                        + " the two");
    }

    private static Map<String, String> generated(Compilation compilation) throws IOException {
        assertThat(compilation).succeededWithoutWarnings();
        Map<String, String> files = new TreeMap<>();
        for (JavaFileObject file : compilation.generatedSourceFiles()) {
            files.put(file.getName(), text(file));
        }
        compilation.generatedFiles().stream()
                .filter(file -> file.getName().contains("META-INF"))
                .forEach(file -> files.put(file.getName(), text(file)));
        assertThat(files).hasSize(3);
        return files;
    }

    private static String text(JavaFileObject file) {
        try {
            return file.getCharContent(false).toString();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
