package io.varcas.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import io.varcas.processor.check.Message;
import io.varcas.processor.read.CompilerReporter;
import io.varcas.processor.read.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RobustnessTest {

    private static final String CHAT = """
            package a;
            @io.varcas.annotation.Workload class Chat {}
            """;

    @Test
    void turnsABugOfOursIntoOneLineAtTheClass() {
        Compilation compilation = Compile.with(List.of(new Broken()), CHAT);
        assertThat(compilation.errors()).singleElement().satisfies(error -> {
            assertThat(error.getMessage(Locale.ROOT))
                    .startsWith(
                            "[INT001] internal error in io.varcas.processor.WorkloadProcessor at a.Chat, not a fault of"
                                    + " yours: please report this line and the class (java.lang.IllegalStateException: a bug at"
                                    + " io.varcas.processor.RobustnessTest")
                    .doesNotContain("\n");
            assertThat(error.getLineNumber()).isEqualTo(2);
        });
    }

    @Test
    void turnsABugInTheIndexIntoOneLine(@TempDir Path output) throws IOException {
        Files.createDirectories(output.resolve("META-INF/services/io.varcas.workload.WorkloadDefinition/in the way"));
        assertThat(compile(output, CHAT))
                .singleElement()
                .satisfies(
                        line -> assertThat(line)
                                .startsWith(
                                        "[INT001] internal error in io.varcas.processor.WorkloadIndexProcessor at META-INF/services/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "META-INF"})
    void reportsWhichFileCannotBeWritten(String folder, @TempDir Path output) throws IOException {
        Files.createFile(output.resolve(folder));
        assertThat(compile(output, CHAT))
                .anyMatch(line -> line.startsWith("[INT002] ") && line.contains(" cannot be written: "));
    }

    @Test
    void writesNoIndexWhenAnotherProcessorFails(@TempDir Path output) throws IOException {
        assertThat(compile(output, CHAT, CHAT.replace("class Chat", "abstract class Bad")))
                .isNotEmpty();
        try (Stream<Path> files = Files.walk(output)) {
            assertThat(files.filter(Files::isRegularFile))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("Chat_Runner.java");
        }
    }

    @Test
    void isDeclaredToCompilersAndBuildTools() throws Exception {
        assertThat(lines("META-INF/services/javax.annotation.processing.Processor"))
                .as("what claims annotations stands last")
                .containsExactly(
                        WorkloadProcessor.class.getName(),
                        WorkloadIndexProcessor.class.getName(),
                        AnnotationClaim.class.getName());
        assertThat(lines("META-INF/gradle/incremental.annotation.processors"))
                .containsExactly(
                        WorkloadProcessor.class.getName() + ",isolating",
                        WorkloadIndexProcessor.class.getName() + ",aggregating",
                        AnnotationClaim.class.getName() + ",isolating");
        for (String name : lines("META-INF/services/javax.annotation.processing.Processor")) {
            assertThat(Class.forName(name).getConstructor().newInstance()).isInstanceOf(Processor.class);
        }
    }

    /** Every message is expected somewhere in these tests, with its place. */
    @Test
    void hasATestForEveryMessage() throws IOException {
        String tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.filter(Files::isRegularFile).map(RobustnessTest::read).collect(Collectors.joining());
        }
        assertThat(Stream.of(Message.values()).map(Message::name))
                .allMatch(code -> tests.contains("/*" + code + "*/") || tests.contains("[" + code + "]"));
    }

    /** Compiles to a folder that may be in the way; returns what is said. */
    private static List<String> compile(Path output, String... sources) {
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        JavaCompiler.CompilationTask task = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        said,
                        List.of("-d", output.toString()),
                        null,
                        Stream.of(sources).map(Compile::file).toList());
        task.setProcessors(List.of(new WorkloadProcessor(), new WorkloadIndexProcessor()));
        assertThat(task.call()).isFalse();
        return said.getDiagnostics().stream()
                .map(line -> line.getMessage(Locale.ROOT))
                .toList();
    }

    private static List<String> lines(String resource) {
        try (InputStream stream = RobustnessTest.class.getClassLoader().getResourceAsStream(resource)) {
            assertThat(stream).as(resource).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Does with every class what {@link WorkloadProcessor} does, except that it fails. */
    @SupportedAnnotationTypes("*")
    private static final class Broken extends AbstractProcessor {

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            WorkloadCompiler compiler =
                    new WorkloadCompiler(processingEnv, new Sources(), new CompilerReporter(processingEnv));
            ElementFilter.typesIn(round.getRootElements()).stream()
                    .filter(type -> type.getSimpleName().contentEquals("Chat"))
                    .forEach(type -> compiler.guard(type, () -> {
                        throw new IllegalStateException("a bug");
                    }));
            return false;
        }
    }
}
