package io.varcas.annotation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Asks the compiler which public things of a source folder have no documentation comment. */
@SupportedAnnotationTypes("*")
final class Undocumented extends AbstractProcessor {

    private static final Set<String> COMPILER_MADE = Set.of("values", "valueOf", "<init>");

    private final Set<String> found = new TreeSet<>();

    private Undocumented() {}

    static Set<String> in(Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Undocumented undocumented = new Undocumented();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        List<Path> sources;
        try (Stream<Path> files = Files.list(folder)) {
            sources = files.toList();
        }
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavaCompiler.CompilationTask task = compiler.getTask(
                    null, files, said, List.of("-proc:only"), null, files.getJavaFileObjectsFromPaths(sources));
            task.setProcessors(List.of(undocumented));
            if (!task.call()) {
                throw new IllegalStateException(said.getDiagnostics().toString());
            }
        }
        return undocumented.found;
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        ElementFilter.typesIn(round.getRootElements()).forEach(this::look);
        return false;
    }

    private void look(Element element) {
        Elements elements = processingEnv.getElementUtils();
        boolean written = !COMPILER_MADE.contains(element.getSimpleName().toString());
        boolean visible = element.getModifiers().contains(Modifier.PUBLIC);
        if (written && visible && elements.getDocComment(element) == null) {
            found.add(element.getEnclosingElement() + "." + element);
        }
        element.getEnclosedElements().forEach(this::look);
    }
}
