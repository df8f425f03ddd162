package io.varcas.processor;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;

/** The class files of a compilation in a folder, for another compilation to find; they go when the tests end. */
record ClassFolder(Path path) {

    static ClassFolder of(Compilation compilation) {
        return of(compilation, file -> true);
    }

    /** Leaves files out, as a class path may lack what its libraries were compiled with. */
    static ClassFolder of(Compilation compilation, Predicate<String> files) {
        try {
            Path folder = Files.createTempDirectory("classes");
            folder.toFile().deleteOnExit();
            for (Map.Entry<String, byte[]> file :
                    Compiled.classFiles(compilation).entrySet()) {
                if (files.test(file.getKey())) {
                    write(folder.resolve(file.getKey()), file.getValue());
                }
            }
            return new ClassFolder(folder);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Path parent = file.resolveSibling("");
        Files.createDirectories(parent);
        parent.toFile().deleteOnExit();
        Files.write(file, bytes);
        file.toFile().deleteOnExit();
    }
}
