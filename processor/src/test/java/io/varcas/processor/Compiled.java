package io.varcas.processor;

import com.google.testing.compile.Compilation;
import io.varcas.workload.WorkloadDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import javax.tools.JavaFileObject;

/** Loads what was compiled, as a user's program would. */
final class Compiled extends ClassLoader {

    private static final String PREFIX = "/CLASS_OUTPUT/";

    private final Map<String, byte[]> classes = new HashMap<>();

    private Compiled() {
        super(Compiled.class.getClassLoader());
    }

    static Compiled load(Compilation... compilations) {
        Compiled compiled = new Compiled();
        for (Compilation compilation : compilations) {
            classFiles(compilation)
                    .forEach((path, bytes) -> compiled.classes.put(
                            path.substring(0, path.length() - ".class".length()).replace('/', '.'), bytes));
        }
        return compiled;
    }

    /** Returns the class files of a compilation, by their paths. */
    static Map<String, byte[]> classFiles(Compilation compilation) {
        Map<String, byte[]> files = new HashMap<>();
        for (JavaFileObject file : compilation.generatedFiles()) {
            if (file.getKind() == JavaFileObject.Kind.CLASS) {
                try (InputStream bytes = file.openInputStream()) {
                    files.put(file.getName().substring(PREFIX.length()), bytes.readAllBytes());
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            }
        }
        return files;
    }

    /** Creates a runner by its public constructor, as {@link java.util.ServiceLoader} does. */
    WorkloadDefinition runner(String name) {
        try {
            return (WorkloadDefinition) loadClass(name).getConstructor().newInstance();
        } catch (ReflectiveOperationException broken) {
            throw new LinkageError("no runner " + name, broken);
        }
    }

    /** Reads a static field of a compiled class, where tests note what was called. */
    Object staticField(String type, String field) {
        try {
            var found = loadClass(type).getDeclaredField(field);
            found.setAccessible(true);
            return found.get(null);
        } catch (ReflectiveOperationException broken) {
            throw new LinkageError("no field " + type + "." + field, broken);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
