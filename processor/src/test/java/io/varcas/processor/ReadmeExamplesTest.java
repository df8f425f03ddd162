package io.varcas.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The classes that the README shows compile as they stand, without a warning. */
class ReadmeExamplesTest {

    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final String IMPORTS = """
        package a;
        import static io.varcas.junit.SlaAssertions.assertThat;
        import io.varcas.annotation.*;
        import io.varcas.junit.SlaTest;
        import io.varcas.result.RunResult;
        import io.varcas.workload.*;
        import java.time.Duration;
        """;

    private static List<String> examples() throws IOException {
        return JAVA.matcher(Files.readString(Path.of("..", "README.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String example(String name) throws IOException {
        return IMPORTS
                + examples().stream()
                        .filter(example -> example.contains(name))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void areAllHere() throws IOException {
        assertThat(examples()).hasSize(3);
    }

    @Test
    void theFirstWorkloadCompiles() throws IOException {
        assertThat(Compile.sources(example("class SupportChat"))).succeededWithoutWarnings();
    }

    @Test
    void theWorkloadOfTheUsersOwnAndItsTestCompile() throws IOException {
        String traffic = IMPORTS + """
            @InputTokens(mean = 20)
            @OutputTokens(mean = 40)
            @Sla(metric = "ttft.p50", atMost = 2000)
            @interface SupportTraffic {}
            """;
        String method = example("@SlaTest");
        String test = IMPORTS + "class SupportTest {\n" + method.substring(IMPORTS.length()) + "}\n";
        assertThat(Compile.sources(traffic, example("class Support "), test)).succeededWithoutWarnings();
    }
}
