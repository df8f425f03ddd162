package io.varcas.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.annotation.Endpoint;
import io.varcas.annotation.OnBadLine;
import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import io.varcas.request.PlannedRequest;
import io.varcas.request.PromptCounter;
import io.varcas.request.RequestMaker;
import io.varcas.traffic.Seed;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.Plans;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The requests of {@code vllm-sharegpt.picked.txt} were picked by a re-statement of the rules in Python 3.11.7, and the same ones by
 * {@code ShareGPTDataset} of vLLM 0.32.0 (2026-11-30), with this tokenizer: one token before a text, and one for each word.
 */
class VllmShareGptTest {

    private static final String FILE = "io/varcas/dataset/vllm-sharegpt.json";
    private static final ClassLoader LOADER = VllmShareGptTest.class.getClassLoader();
    private static final String LEFT_OUT = "conversation left out, as vllm bench does: ";

    @TempDir
    Path folder;

    private static int words(String text) {
        return 1
                + (int) Arrays.stream(text.split(" "))
                        .filter(word -> !word.isEmpty())
                        .count();
    }

    private static TokenCount counted(String text) {
        return new TokenCount(words(text), TokenSource.TOKENIZER);
    }

    private static DatasetSpec spec(String path, long seed, int limit) {
        return new DatasetSpec(path, "vllm-sharegpt", limit, OnBadLine.FAIL, 1, true, 1, TimeUnit.SECONDS, seed);
    }

    private record Found(List<DatasetEntry> entries, DatasetStatistics tally) {

        /** First word of each prompt, which is of three characters, with its length and that of the output. */
        String shown() {
            return entries.stream()
                    .map(entry -> text(entry).substring(0, 3) + ":"
                            + entry.inputTokens().orElseThrow() + ":"
                            + entry.outputTokens().orElseThrow())
                    .collect(Collectors.joining(" "));
        }

        private static String text(DatasetEntry entry) {
            return entry.prompt().orElseThrow().messages().get(0).content();
        }
    }

    private static Found read(DatasetSpec spec, Function<String, TokenCount> tokens) {
        List<DatasetEntry> entries = new ArrayList<>();
        try (Dataset data = Dataset.open(spec, LOADER, tokens)) {
            for (Optional<DatasetEntry> entry = data.next(); entry.isPresent(); entry = data.next()) {
                entries.add(entry.get());
            }
            return new Found(entries, data.tally());
        }
    }

    /** Seed, requests wanted, requests picked before any is drawn again, and the requests. */
    static List<String[]> picked() throws IOException {
        try (InputStream in = VllmShareGptTest.class.getResourceAsStream("vllm-sharegpt.picked.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" ", 4))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("picked")
    void picksWhatVllmPicks(String seed, String wanted, String distinct, String requests) {
        Found found = read(spec(FILE, Long.parseLong(seed), Integer.parseInt(wanted)), VllmShareGptTest::counted);
        assertThat(found.shown()).isEqualTo(requests);
        long again = Long.parseLong(wanted) - Long.parseLong(distinct);
        assertThat(found.tally()
                        .notes()
                        .getOrDefault("request drawn again, as vllm bench does where it picks too few", 0L))
                .isEqualTo(again);
    }

    @Test
    void reportsWhatIsLeftOutAndWhy() {
        DatasetStatistics tally =
                read(spec(FILE, 7, 29), VllmShareGptTest::counted).tally();
        assertThat(tally.entries()).isEqualTo(29);
        assertThat(tally.unused()).isEqualTo(3);
        assertThat(tally.notes())
                .containsOnly(
                        Map.entry(LEFT_OUT + "fewer than 2 turns", 3L),
                        Map.entry(LEFT_OUT + "prompt of fewer than 4 tokens", 3L),
                        Map.entry(LEFT_OUT + "output of fewer than 4 tokens", 2L),
                        Map.entry(LEFT_OUT + "prompt of more than 1024 tokens", 1L),
                        Map.entry(LEFT_OUT + "prompt and output of more than 2048 tokens", 2L));
        assertThat(tally.changes()).isEmpty();
        assertThat(read(spec(FILE, 0, 10), VllmShareGptTest::counted).tally().notes())
                .containsEntry("conversation not needed: enough were picked", 23L);
    }

    @Test
    void reportsThatLengthsAreEstimatedWhereNobodyCounts() {
        DatasetStatistics tally =
                read(spec(FILE, 0, 10), RequestMaker::estimate).tally();
        assertThat(tally.changes()).containsOnlyKeys(DatasetNotes.PICKED_BY_ESTIMATE);
        assertThat(tally.changes().get(DatasetNotes.PICKED_BY_ESTIMATE)).isGreaterThanOrEqualTo(10);
    }

    @Test
    void picksOnceByTheTokensThatTheRunCountsAndBeginsAgain() {
        AtomicInteger calls = new AtomicInteger();
        PromptCounter counter = new WordCounter(calls);
        RequestMaker maker =
                new RequestMaker(Plans.of(), Optional.empty(), Seed.of(1), Seed.of(1), Optional.of(counter));
        try (DatasetRequests requests = new DatasetRequests(spec(FILE, 0, 10), LOADER, maker)) {
            PlannedRequest first = requests.request(0).orElseThrow();
            int once = calls.get();
            assertThat(first.outputTokens()).isEqualTo(10);
            assertThat(first.input().tokens()).isEqualTo(6);
            assertThat(requests.request(1).orElseThrow().outputTokens()).isEqualTo(8);
            assertThat(requests.request(10).orElseThrow().prompt()).isEqualTo(first.prompt());
            assertThat(requests.request(21).orElseThrow().outputTokens()).isEqualTo(8);
            assertThat(calls).hasValue(once);
            assertThat(requests.tally().entries()).isEqualTo(10);
            assertThat(requests.tally().notes())
                    .containsEntry("conversation not needed: enough were picked", 23L)
                    .doesNotContainKey(DatasetNotes.PICKED_BY_ESTIMATE);
        }
    }

    @Test
    void namesImagesAndTurnsThatCannotBeSent() throws IOException {
        Path file = Files.writeString(folder.resolve("odd.json"), """
                [{"image": {"bytes": "iVBO"}, "conversations": [{"value": "a b c d"}, {"value": "e f g h"}]},
                 {"image": null, "conversations": [{"value": null}, {"value": "e f g h"}]},
                 {"conversations": [{"role": "user", "content": "a b c d"}, {"role": "assistant", "content": "e"}]}]
                """);
        DatasetStatistics tally =
                read(spec(file.toString(), 0, 1), VllmShareGptTest::counted).tally();
        assertThat(tally.changes()).containsOnly(Map.entry("field \"image\" not used", 1L));
        Map<String, Long> all = read(spec(file.toString(), 0, 2), VllmShareGptTest::counted)
                .tally()
                .notes();
        assertThat(all)
                .containsEntry(
                        "conversation left out: one of its first 2 turns has no \"value\", at which vllm bench fails",
                        2L);
    }

    @Test
    void rejectsInOneLineWhatVllmBenchCannotDo() throws IOException {
        assertThatThrownBy(() -> read(spec(FILE, -1, 0), VllmShareGptTest::counted))
                .hasMessage(FILE + ": seed -1: vllm bench takes seeds from 0 to 4294967295; set another with -seed");
        assertThatThrownBy(() -> read(spec(FILE, 4294967296L, 0), VllmShareGptTest::counted))
                .hasMessageContaining("seed 4294967296");
        assertThatThrownBy(() -> read(spec(FILE, 0, 0).turns(2), VllmShareGptTest::counted))
                .hasMessage(FILE + ": dataset.turns = 2: vllm bench sends the first turn alone; leave it out, or use"
                        + " dataset.format=sharegpt");
        Path file = Files.writeString(
                folder.resolve("short.json"), "[{\"conversations\": [{\"value\": \"a\"}, {\"value\": \"b\"}]}]");
        assertThatThrownBy(() -> read(spec(file.toString(), 0, 0), VllmShareGptTest::counted))
                .hasMessage(file + ": vllm bench picks none of its conversations: {" + LEFT_OUT
                        + "prompt of fewer than 4 tokens=1}");
    }

    private record WordCounter(AtomicInteger calls) implements PromptCounter {

        @Override
        public int count(String text) {
            calls.incrementAndGet();
            return words(text);
        }

        @Override
        public int count(ChatPrompt prompt, Endpoint endpoint) {
            return count(prompt.messages().get(0).content());
        }
    }
}
