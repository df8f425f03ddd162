package io.varcas.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.annotation.Workload;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workloads in a named module of the user's. */
class ModuleTest {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    @Test
    void reportsThatAModuleMustDeclareItsRunners(@TempDir Path folder) throws Exception {
        assertThat(compile(folder, ""))
                .containsExactly(
                        "WARNING [CLS014] a.Chat is in the module m, where a ServiceLoader finds only what is declared;"
                                + " add to module-info.java: provides io.varcas.workload.WorkloadDefinition with a.Chat_Runner;");
        assertThat(folder.resolve("out/a/Chat_Runner.class")).exists();
    }

    @Test
    void acceptsAModuleThatDoes(@TempDir Path folder) throws Exception {
        assertThat(compile(folder, "provides io.varcas.workload.WorkloadDefinition with a.Chat_Runner;"))
                .isEmpty();
    }

    private static List<String> compile(Path folder, String directive) throws IOException, URISyntaxException {
        Path module = Files.writeString(
                folder.resolve("module-info.java"),
                "module m { requires io.varcas.framework; %s }".formatted(directive));
        Path chat = Files.writeString(
                Files.createDirectories(folder.resolve("a")).resolve("Chat.java"),
                "package a; @io.varcas.annotation.Workload class Chat {}");
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = COMPILER.getStandardFileManager(said, Locale.ROOT, UTF_8)) {
            List<String> options = List.of(
                    "--module-path",
                    frameworkJar(folder).toString(),
                    "-d",
                    folder.resolve("out").toString());
            JavaCompiler.CompilationTask task =
                    COMPILER.getTask(null, files, said, options, null, files.getJavaFileObjects(module, chat));
            task.setProcessors(List.of(new WorkloadProcessor(), new WorkloadIndexProcessor()));
            task.call();
        }
        return said.getDiagnostics().stream()
                .map(line -> line.getKind() + " " + line.getMessage(Locale.ROOT))
                .toList();
    }

    /** Packs the framework as its build does, as an automatic module, whether the tests see it as a jar or as a folder. */
    private static Path frameworkJar(Path folder) throws IOException, URISyntaxException {
        Path jar = folder.resolve("framework.jar");
        Path location = Path.of(Workload.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Automatic-Module-Name"), "io.varcas.framework");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            if (Files.isDirectory(location)) {
                copy(location, out);
            } else {
                try (FileSystem zip = FileSystems.newFileSystem(location)) {
                    copy(zip.getPath("/"), out);
                }
            }
        }
        return jar;
    }

    private static void copy(Path root, JarOutputStream out) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            out.putNextEntry(new ZipEntry(root.relativize(file).toString().replace('\\', '/')));
            Files.copy(file, out);
        }
    }
}
