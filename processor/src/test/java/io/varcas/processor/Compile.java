package io.varcas.processor;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.JavaFileObject;

/** Runs the compiler as a careful user's build does: all warnings on, and fatal. */
final class Compile {

    private Compile() {}

    static Compilation sources(String... sources) {
        return with(List.of(), sources);
    }

    /** Compiles with other processors beside ours. */
    static Compilation with(List<? extends Processor> others, String... sources) {
        Stream<Processor> ours = Stream.of(new WorkloadProcessor(), new WorkloadIndexProcessor());
        return Compiler.javac()
                .withOptions("-Xlint:all,-processing", "-Werror")
                .withProcessors(Stream.concat(ours, others.stream()).toList())
                .compile(Stream.of(sources).map(Compile::file).toList());
    }

    /** Makes a file of a source, named after its package and its first top-level type. */
    static JavaFileObject file(String source) {
        return JavaFileObjects.forSourceString(SourceName.of(source), source);
    }
}
