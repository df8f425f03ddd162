package io.varcas.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnnotationsTest {

    private static final Path SOURCES = Path.of("src/main/java/io/varcas/annotation");

    static Stream<Class<? extends Annotation>> annotations() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> !name.equals("package-info"))
                    .sorted()
                    .map(AnnotationsTest::load)
                    .filter(Class::isAnnotation)
                    .<Class<? extends Annotation>>map(type -> type.asSubclass(Annotation.class))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("annotations")
    void areDocumentedAndKeptAtRunTime(Class<? extends Annotation> annotation) {
        assertThat(annotation).hasAnnotations(Documented.class, Retention.class, Target.class);
        assertThat(annotation.getAnnotation(Retention.class).value()).isEqualTo(RetentionPolicy.RUNTIME);
    }

    /** Flat: a user never writes an annotation or a class inside an annotation, and may leave out what has a meaning unset. */
    @ParameterizedTest
    @MethodSource("annotations")
    void areFlat(Class<? extends Annotation> annotation) {
        for (Method member : annotation.getDeclaredMethods()) {
            Class<?> type = member.getReturnType().isArray()
                    ? member.getReturnType().getComponentType()
                    : member.getReturnType();
            assertThat(type.isPrimitive() || type.isEnum() || type == String.class)
                    .as(annotation.getSimpleName() + "." + member.getName())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("annotations")
    void mayStandOnOtherAnnotationsIfTheyMayStandOnClasses(Class<? extends Annotation> annotation) {
        List<ElementType> targets =
                List.of(annotation.getAnnotation(Target.class).value());
        assertThat(targets.contains(ElementType.ANNOTATION_TYPE)).isEqualTo(targets.contains(ElementType.TYPE));
    }

    @Test
    void haveDocumentationOnEveryTypeMemberAndConstant() throws IOException {
        assertThat(Undocumented.in(SOURCES)).isEmpty();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName("io.varcas.annotation." + name);
        } catch (ClassNotFoundException absent) {
            throw new LinkageError(name, absent);
        }
    }
}
