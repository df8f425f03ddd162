package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassArchiveTest {

    private static final String LOADED = "-Xlog:class+load";
    private static final String MAPPED = "Hello source: shared objects file (top)";

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void buildJar() throws IOException {
        Path source = Files.writeString(
                folder.resolve("Hello.java"),
                "public class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.toString(), source.toString()))
                .isZero();
        jar = folder.resolve("benchmarks.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            entries.putNextEntry(new JarEntry("Hello.class"));
            Files.copy(folder.resolve("Hello.class"), entries);
        }
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(60)));
    }

    @Test
    void theFirstForkWritesAndTheNextMaps() throws Exception {
        try (ClassArchive first = archive()) {
            assertThat(run(first, LOADED)).contains("hello").doesNotContain(MAPPED);
            first.keep();
        }
        assertThat(archives()).hasSize(1);

        try (ClassArchive second = archive()) {
            assertThat(run(second, LOADED)).contains("hello").contains(MAPPED);
            second.keep();
        }
        assertThat(archives()).hasSize(1);
    }

    @Test
    void aForkThatEndedBadlyLeavesNothing() throws Exception {
        try (ClassArchive first = archive()) {
            run(first);
        }

        assertThat(archives()).isEmpty();
    }

    @Test
    void aNewerJarIsArchivedAnew() throws Exception {
        try (ClassArchive first = archive()) {
            run(first);
            first.keep();
        }
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));

        try (ClassArchive next = archive()) {
            assertThat(next.arguments().get(0)).startsWith("-XX:ArchiveClassesAtExit=");
        }
    }

    @Test
    void whatIsNoArchiveIsNoFault() throws Exception {
        try (ClassArchive first = archive()) {
            Path draft = Path.of(first.arguments().get(0).replaceFirst(".*=", ""));
            Files.writeString(draft, "half of one");
            first.keep();
        }

        try (ClassArchive broken = archive()) {
            assertThat(broken.arguments().get(0)).startsWith("-XX:SharedArchiveFile=");
            assertThat(run(broken)).isEqualToIgnoringNewLines("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xshare:off",
                "-Xshare:auto",
                "-XX:SharedArchiveFile=mine.jsa",
                "-javaagent:a.jar",
                "-agentpath:/a.so"
            })
    void argumentsThatSettleItAreLeftAlone(String argument) {
        assertThat(ClassArchive.of(jar.toString(), List.of("-Xmx1g", argument))).isEmpty();
        assertThat(ClassArchive.of(jar.toString(), List.of("-Xmx1g"))).isPresent();
    }

    @Test
    void classPathsThatAreNoJarHaveNone() {
        assertThat(ClassArchive.of(folder.toString(), List.of())).isEmpty();
        assertThat(ClassArchive.of(jar + java.io.File.pathSeparator + jar, List.of()))
                .isEmpty();
        assertThat(ClassArchive.of("", List.of())).isEmpty();
    }

    private ClassArchive archive() {
        return ClassArchive.of(jar.toString(), List.of()).orElseThrow();
    }

    private String run(ClassArchive archive, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(archive.arguments());
        command.addAll(List.of(more));
        command.addAll(List.of("-cp", jar.toString(), "Hello"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().contains(".jsa")).toList();
        }
    }
}
