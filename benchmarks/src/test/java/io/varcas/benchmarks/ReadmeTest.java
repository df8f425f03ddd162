package io.varcas.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The project that the README describes is the one that the build runs as a user would: {@code src/it/consumer}. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Path PROJECT = Path.of("src", "it", "consumer");
    private static final Pattern ELEMENT = Pattern.compile("<(plugin|dependency)>.*?</\\1>", Pattern.DOTALL);
    private static final Pattern COMPILER_ARGS = Pattern.compile("<compilerArgs>.*?</compilerArgs>", Pattern.DOTALL);

    @Test
    void everyPluginAndDependencyOfTheSnippetIsThatOfTheProject() throws IOException {
        String project = squeezed(COMPILER_ARGS
                .matcher(Files.readString(PROJECT.resolve("pom.xml")))
                .replaceAll(""));

        assertThat(elements())
                .hasSize(6)
                .allSatisfy(element -> assertThat(project).contains(element));
    }

    /** Maven 3.8 brings a compiler plugin that knows no processor paths, and a surefire that finds no JUnit 5 test. */
    @Test
    void everyPluginOfTheSnippetHasAVersion() throws IOException {
        assertThat(elements().filter(element -> element.startsWith("<plugin>")))
                .isNotEmpty()
                .allSatisfy(plugin -> assertThat(plugin).containsPattern("</artifactId><version>\\d"));
    }

    @Test
    void theTestIsThatOfTheProject() throws IOException {
        Matcher test = Pattern.compile("@SlaTest\\(.*?\\n}", Pattern.DOTALL).matcher(Files.readString(README));
        assertThat(test.find()).isTrue();

        String project = Files.readString(PROJECT.resolve("src/test/java/com/acme/bench/SupportTest.java"));
        assertThat(squeezed(project)).contains(squeezed(test.group()));
    }

    /** So that the project can be copied: nothing in it is filled in by our build. */
    @Test
    void theProjectIsComplete() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern("@[a-z]+\\.[a-z.]+@"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "junit.version", "assertj.version"})
    void theProjectIsOnOurVersions(String property) throws IOException {
        String version = group("<" + property + ">([^<]+)</", Path.of("..", "pom.xml"));

        assertThat(Files.readString(PROJECT.resolve("pom.xml"))).contains("ersion>" + version + "</");
    }

    private static String group(String pattern, Path file) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(Files.readString(file));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static Stream<String> elements() throws IOException {
        return ELEMENT.matcher(Files.readString(README))
                .results()
                .map(MatchResult::group)
                .map(ReadmeTest::squeezed);
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
