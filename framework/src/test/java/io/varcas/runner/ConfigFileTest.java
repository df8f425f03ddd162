package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.fuzz.FuzzRun;
import io.varcas.fuzz.Mutator;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigFileTest {

    private static final int INPUTS = FuzzRun.inputs(2_000);

    private static final List<String> SEEDS = List.of(
            "{\"rate\": 5, \"inputTokens\": {\"mean\": 500, \"cv\": 0.5}, \"outputTokens.mean\": [16, 64]}",
            """
            {
              "sampling": {"fields": {"top_k": 1, "stop_token_ids": [1, 2], "user": "a b"}},
              "workloads": {"Chat": {"rate": [1, 2.5], "arrivals": "burst"}, "Code": {}}
            }
            """,
            "{\"sampling.fields\": [{\"a\": null}, \"b=1\"], \"rate\": 1e3, \"streaming\": false}");

    private final Path file;

    ConfigFileTest(@TempDir Path folder) {
        file = folder.resolve("config.json");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("{\"rate\": 1" + "0".repeat(1_500) + "}", ": it has a number of more than 1,000 digits"),
                Arguments.of("{\"rate\": 5." + "1".repeat(1_500) + "}", ": it has a number of more than 1,000 digits"),
                Arguments.of(
                        "{\"rate\": " + "[".repeat(2_000) + "]".repeat(2_000) + "}",
                        ": it is nested deeper than 1,000 levels"),
                Arguments.of("{\"ra\\nte\": null}", ": ra te must be a text, a number, true, false or a list of these"),
                Arguments.of("{\"rate\": 5,\n\"rate\": 6}", ", line 2: \"rate\" is there twice"),
                Arguments.of("{\"rate\": 5}\n{\"rate\": 6}", ", line 2: something follows its end"),
                Arguments.of("{\"rate\": 5}\n5", ", line 2: something follows its end"),
                Arguments.of(
                        "{\"inputTokens.mean\": 5, \"inputTokens\": {\"mean\": 6}}",
                        ": inputTokens.mean is set twice, as a dotted key and as nested objects; remove one"),
                Arguments.of(
                        " ".repeat(17 << 20) + "{\"rate\": 5}", ": is larger than 16 MiB; is it a file of settings?"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesInOneLine(String json, String message) throws IOException {
        Files.writeString(file, json);
        assertThatThrownBy(() -> ConfigFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessage("-config " + file + message);
    }

    @Test
    void readsOrRefusesDamagedFiles() throws IOException {
        List<byte[]> seeds = SEEDS.stream()
                .map(seed -> seed.getBytes(StandardCharsets.UTF_8))
                .toList();
        FuzzRun run = FuzzRun.ofInputs("configuration files").refusing(UsageException.class);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = new Mutator(seeds, new SplittableRandom(FuzzRun.SEED + i)).next();
            Files.write(file, bytes);
            run.take(() -> new String(bytes, StandardCharsets.ISO_8859_1), () -> {
                ConfigFile config = ConfigFile.read(file);
                assertThat(config.valuesFor("Chat")).isNotNull();
            });
        }
        run.end();
    }
}
