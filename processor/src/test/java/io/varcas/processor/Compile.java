package io.varcas.processor;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.File;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.JavaFileObject;

/** Runs the compiler as a careful user's build does: all warnings on, and fatal. */
final class Compile {

    private Compile() {}

    static Compilation sources(String... sources) {
        return with(List.of(), sources);
    }

    /** Compiles what may be wrong: warnings stay warnings. */
    static Compilation leniently(Processor observer, List<String> sources) {
        return Compiler.javac()
                .withOptions("-Xlint:all,-processing")
                .withProcessors(new WorkloadProcessor(), new WorkloadIndexProcessor(), observer)
                .compile(sources.stream().map(Compile::file).toList());
    }

    /** Compiles with other processors beside ours. */
    static Compilation with(List<? extends Processor> others, String... sources) {
        Stream<Processor> ours = Stream.of(new WorkloadProcessor(), new WorkloadIndexProcessor());
        return Compiler.javac()
                .withOptions("-Xlint:all,-processing", "-Werror")
                .withProcessors(Stream.concat(ours, others.stream()).toList())
                .compile(Stream.of(sources).map(Compile::file).toList());
    }

    /** Compiles with every warning that the compiler has, and the processors of the services file. */
    static Compilation strictly(String... sources) {
        List<Processor> listed = ServiceLoader.load(Processor.class).stream()
                .filter(processor -> processor.type().getPackageName().startsWith("io.varcas."))
                .map(ServiceLoader.Provider::get)
                .toList();
        return Compiler.javac()
                .withOptions("-Xlint:all", "-Werror")
                .withProcessors(listed)
                .compile(Stream.of(sources).map(Compile::file).toList());
    }

    /** Compiles as a project that does not use our processors. */
    static Compilation withoutUs(String... sources) {
        return Compiler.javac().compile(Stream.of(sources).map(Compile::file).toList());
    }

    /** Compiles as a user of a library, of which only class files are there. */
    static Compilation against(ClassFolder library, String... sources) {
        Stream<File> ours = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new);
        return Compiler.javac()
                .withClasspath(
                        Stream.concat(Stream.of(library.path().toFile()), ours).toList())
                .withOptions("-Xlint:all,-processing,-path,-classfile")
                .withProcessors(new WorkloadProcessor(), new WorkloadIndexProcessor())
                .compile(Stream.of(sources).map(Compile::file).toList());
    }

    /** Makes a file of a source, named after its package and its first top-level type. */
    static JavaFileObject file(String source) {
        return JavaFileObjects.forSourceString(SourceName.of(source), source);
    }
}
