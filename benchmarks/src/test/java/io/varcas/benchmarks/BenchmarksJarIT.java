package io.varcas.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The licences in the jars that are given away, and the version they give themselves. */
@Tag("slow")
class BenchmarksJarIT {

    private static final Pattern BUNDLED = Pattern.compile("META-INF/maven/[^/]+/([^/]+)/pom.properties");
    private static final Pattern TEXT = Pattern.compile("`([\\w.-]+(?:/[\\w.-]+)+)`");
    private static final String NOTICE = "META-INF/licenses/README.md";

    private JarFile jar;

    @BeforeEach
    void opens() throws IOException {
        jar = new JarFile("target/benchmarks.jar");
    }

    @AfterEach
    void closes() throws IOException {
        jar.close();
    }

    @Test
    void isUnderTheLicenceOfVarcas() throws IOException {
        assertThat(text(jar, "META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("..", "LICENSE")));
        assertThat(names()).noneMatch(name -> name.matches("(?i)(licen[sc]e|copying).*"));
    }

    @Test
    void namesAllSoftwareThatItBundles() throws IOException {
        List<String> bundled = names().stream()
                .map(BUNDLED::matcher)
                .filter(Matcher::matches)
                .map(name -> name.group(1))
                .filter(name -> !name.startsWith("varcas-"))
                .toList();

        assertThat(bundled).contains("jmh-core", "netty-common", "HdrHistogram");
        assertThat(bundled).allSatisfy(name -> assertThat(text(jar, NOTICE)).contains("`" + name + "`"));
    }

    @Test
    void hasEveryTextThatItNames() throws IOException {
        List<String> named = TEXT.matcher(text(jar, NOTICE))
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.equals("META-INF/licenses"))
                .map(name ->
                        name.startsWith("META-INF/") || name.startsWith("io/") ? name : "META-INF/licenses/" + name)
                .toList();

        assertThat(named).hasSizeGreaterThan(10);
        assertThat(names()).containsAll(named);
        assertThat(text(jar, "META-INF/licenses/jmh-core/LICENSE.txt")).contains("GNU General Public License");
        assertThat(text(jar, "META-INF/licenses/jopt-simple/LICENSE.txt")).contains("The MIT License");
        assertThat(text(jar, "META-INF/NOTICE")).contains("Varcas", "Jackson", "Apache Commons Math");
    }

    @Test
    void carriesItsVersionWhereShadingKeepsIt() throws IOException {
        assertThat(text(jar, "io/varcas/result/identity/version.txt").strip()).matches("\\d+\\.\\d+.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hardware-profiles", "framework", "reports", "processor", "benchmarks"})
    void eachModuleHasLicenceAndNotice(String module) throws IOException {
        String version = text(jar, "io/varcas/result/identity/version.txt").strip();
        Path file = Path.of("..", module, "target", "varcas-" + module + "-" + version + ".jar");
        try (JarFile part = new JarFile(file.toFile())) {
            assertThat(text(part, "META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("..", "LICENSE")));
            assertThat(text(part, "META-INF/NOTICE")).contains("Varcas");
            assertThat(text(part, NOTICE)).contains("`jmh-core`");
        }
    }

    private List<String> names() {
        return jar.stream().map(JarEntry::getName).toList();
    }

    private static String text(JarFile jar, String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(jar.getInputStream(Objects.requireNonNull(jar.getEntry(name), name)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
