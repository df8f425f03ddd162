package io.varcas.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.annotation.OnBadLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {

    private static final String SAMPLE = "io/varcas/dataset/templates.json";

    @TempDir
    Path folder;

    private static List<DatasetEntry> read(DatasetSpec spec) {
        List<DatasetEntry> entries = new ArrayList<>();
        try (Dataset data = Dataset.open(spec, TemplatesTest.class.getClassLoader())) {
            assertThat(data.format()).isEqualTo("templates");
            for (Optional<DatasetEntry> entry = data.next(); entry.isPresent(); entry = data.next()) {
                entries.add(entry.get());
            }
        }
        return entries;
    }

    private static DatasetSpec seeded(long seed, int limit) {
        return new DatasetSpec(SAMPLE, "auto", limit, OnBadLine.FAIL, 1, true, 1, TimeUnit.SECONDS, seed);
    }

    private static String text(DatasetEntry entry) {
        return entry.prompt().orElseThrow().messages().get(0).content();
    }

    private static <K> Map<K, Long> counted(List<DatasetEntry> entries, Function<DatasetEntry, K> by) {
        return entries.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    }

    @Test
    void drawsModelsTemplatesLimitsAndTemperaturesEvenly() {
        List<DatasetEntry> entries = read(seeded(1, 9_000));
        assertThat(counted(entries, entry -> entry.own().model().orElseThrow()))
                .containsOnlyKeys("small/one", "large/two")
                .allSatisfy((model, count) -> assertThat(count).isCloseTo(4_500L, within(190L))); // 4 sigma
        assertThat(counted(entries, entry -> entry.outputTokens().orElseThrow()))
                .containsOnlyKeys(16, 17, 18, 19, 20, 21, 22, 23, 24)
                .allSatisfy((tokens, count) -> assertThat(count).isCloseTo(1_000L, within(120L))); // 4 sigma
        assertThat(entries.stream()
                        .mapToDouble(entry -> entry.own().temperature().orElseThrow())
                        .summaryStatistics())
                .satisfies(drawn -> {
                    assertThat(drawn.getMin()).isBetween(0.7, 0.701);
                    assertThat(drawn.getMax()).isBetween(0.999, 1.0);
                    assertThat(drawn.getAverage()).isCloseTo(0.85, within(0.004)); // 4 sigma
                });
        assertThat(entries)
                .allSatisfy(entry ->
                        assertThat(entry.part()).isEqualTo(entry.own().model().orElseThrow()));
    }

    @Test
    void fillsItsGapsAndLeavesOtherBraces() {
        List<String> texts = read(seeded(1, 600)).stream()
                .map(TemplatesTest::text)
                .distinct()
                .toList();
        assertThat(texts).noneMatch(text -> text.matches(".*\\{(task|topic|number)}.*"));
        assertThat(texts).filteredOn(text -> text.startsWith("Please ")).hasSize(36); // 6 tasks, 6 topics
        assertThat(texts).contains("What does f({x}) mean?");
        assertThat(texts)
                .filteredOn(text -> text.startsWith("Provide "))
                .allMatch(text -> text.matches("Provide ([1-9]\\d?|100) practical examples of [a-z ]+\\."));
    }

    @Test
    void isTheSameForTheSameSeedAndOtherForAnother() {
        assertThat(read(seeded(7, 50))).isEqualTo(read(seeded(7, 50)));
        assertThat(read(seeded(7, 50))).isNotEqualTo(read(seeded(8, 50)));
        assertThat(read(seeded(7, 50))).isEqualTo(read(seeded(7, 60)).subList(0, 50));
        assertThat(read(seeded(7, 0))).hasSize(1_000);
    }

    @Test
    void whatIsLeftOutIsAsThatToolHasIt() throws IOException {
        Path file = Files.writeString(folder.resolve("w.json"), "{\"prompts\": [\"Hi.\"]}");
        List<DatasetEntry> entries = read(DatasetSpec.of(file.toString()));
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.outputTokens().orElseThrow()).isBetween(128, 512);
            assertThat(entry.own().temperature().orElseThrow()).isBetween(0.7, 1.0);
            assertThat(entry.own().model()).isEmpty();
            assertThat(entry.part()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"prompts": ["a"], "max_tokens_range": [512, 128]} | :1: "max_tokens_range" = [512,128]: must be [least, most], two whole numbers from 1 to 1000000; did you mean [128, 512]?
            {"prompts": ["a"], "max_tokens_range": [1.5, 2]} | :1: "max_tokens_range" = [1.5,2]: must be [least, most], two whole numbers from 1 to 1000000, such as [128, 512]
            {"prompts": ["a"], "temperature_range": 0.7} | :1: "temperature_range" = 0.7: must be [least, most], two numbers from 0 to 2, such as [0.7, 1.0]
            {"prompts": ["a", 3], "temperature_range": [0, 3]} | :1: "prompts" [1] = 3: must be a text, such as "Write a brief introduction to {topic}."
            {"temperature_range": [0, 1]} | :1: there is no "prompts", or nothing in it; list at least one text
            {"models": "m", "prompts": ["a"]} | :1: "models" = "m": must be a list of texts
            """)
    void reportsInOneLineWhatIsWrong(String content, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("w.json"), content);
        assertThatThrownBy(() -> read(DatasetSpec.of(file.toString()))).hasMessage(file + message);
    }

    @Test
    void namesTheLineOfBrokenJson() throws IOException {
        Path file =
                Files.writeString(folder.resolve("w.json"), "{\"prompts\": [\"a\"],\n\"max_tokens_range\": [1,,2]}");
        assertThatThrownBy(() -> read(DatasetSpec.of(file.toString()))).hasMessageStartingWith(file + ":2: not JSON: ");
    }
}
