package io.varcas.processor;

import com.google.testing.compile.Compilation;
import io.varcas.workload.WorkloadDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import javax.tools.JavaFileObject;

/** Loads what was compiled, as a user's program would. */
final class Compiled extends ClassLoader {

    private static final String PREFIX = "/CLASS_OUTPUT/";

    private final Map<String, byte[]> classes = new HashMap<>();

    private Compiled(Compilation compilation) throws IOException {
        super(Compiled.class.getClassLoader());
        for (JavaFileObject file : compilation.generatedFiles()) {
            if (file.getKind() == JavaFileObject.Kind.CLASS) {
                String name = file.getName().substring(PREFIX.length()).replace('/', '.');
                try (InputStream bytes = file.openInputStream()) {
                    classes.put(name.substring(0, name.length() - ".class".length()), bytes.readAllBytes());
                }
            }
        }
    }

    static Compiled load(Compilation compilation) {
        try {
            return new Compiled(compilation);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
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

    @Override
    public URL getResource(String name) {
        return getParent().getResource(name);
    }
}
