package io.varcas.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.annotation.OnBadLine;
import io.varcas.request.PromptStatistics;
import io.varcas.request.RequestMaker;
import io.varcas.traffic.Seed;
import io.varcas.workload.Plans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers are those that numpy 2.3.5 and {@code vllm.benchmarks.datasets.RandomDataset} of vLLM 0.32.0 drew (2026-11-28). */
class VllmRandomTest {

    private static DatasetSpec spec(String name, long seed, int limit) {
        return new DatasetSpec(name, "auto", limit, OnBadLine.FAIL, 1, false, 1, TimeUnit.SECONDS, seed);
    }

    private static List<DatasetEntry> read(DatasetSpec spec) {
        List<DatasetEntry> entries = new ArrayList<>();
        try (Dataset data = Dataset.open(spec, VllmRandomTest.class.getClassLoader())) {
            assertThat(data.format()).isEqualTo("vllm-random");
            for (Optional<DatasetEntry> entry = data.next(); entry.isPresent(); entry = data.next()) {
                entries.add(entry.get());
            }
        }
        return entries;
    }

    private static int[] inputs(List<DatasetEntry> entries) {
        return entries.stream()
                .mapToInt(entry -> entry.inputTokens().orElseThrow())
                .toArray();
    }

    private static int[] outputs(List<DatasetEntry> entries) {
        return entries.stream()
                .mapToInt(entry -> entry.outputTokens().orElseThrow())
                .toArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1024 | 128 | 0.5 | 1383 1164 1035 788 827 | 69 73 66 86 168",
                "42 | 100 | 64 | 0.3 | 75 117 109 96 96 | 79 47 72 52 47",
                "7 | 1 | 1 | 0 | 1 1 1 | 1 1 1",
                "12345678901 | 1024 | 128 | 0.9 | 264 1644 1464 686 | 30 27 211 91",
                "3 | 2 | 3 | 0.5 | 3 1 1 1 1 3 | 5 3 1 1 2 3"
            })
    void drawsWhatNumpyDraws(long seed, int input, int output, double ratio, String inputs, String outputs) {
        int[] expected =
                Arrays.stream(inputs.split(" ")).mapToInt(Integer::parseInt).toArray();
        List<DatasetEntry> entries = read(spec(
                "vllm-random:input-len=" + input + ":output-len=" + output + ":range-ratio=" + ratio,
                seed,
                expected.length));
        assertThat(inputs(entries)).isEqualTo(expected);
        assertThat(outputs(entries))
                .isEqualTo(Arrays.stream(outputs.split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    @Test
    void drawsWhatVllmDrawsForAThousandPrompts() {
        List<DatasetEntry> usual = read(spec("vllm-random:range-ratio=0.5", 0, 0));
        assertThat(inputs(usual))
                .hasSize(1_000)
                .startsWith(1383, 1164, 1035, 788, 827)
                .endsWith(950, 728, 1376);
        assertThat(outputs(usual)).startsWith(135, 74, 87, 176, 121).endsWith(85, 97, 113);
        assertThat(Arrays.stream(inputs(usual)).sum()).isEqualTo(1_040_360);
        assertThat(Arrays.stream(outputs(usual)).sum()).isEqualTo(129_127);
        assertThat(weighted(inputs(usual))).isEqualTo(313_247);
        assertThat(weighted(outputs(usual))).isEqualTo(799_380);
    }

    @Test
    void countsThePrefixIn() {
        List<DatasetEntry> entries =
                read(spec("vllm-random:input-len=100:output-len=64:range-ratio=0.3:prefix-len=32", 42, 1_000));
        assertThat(inputs(entries)).startsWith(107, 149, 141, 128, 128);
        assertThat(weighted(inputs(entries))).isEqualTo(139_377);
        assertThat(weighted(outputs(entries))).isEqualTo(796_949);
    }

    @Test
    void promptsBeginWithThePrefixAndDifferAfterIt() {
        RequestMaker maker = new RequestMaker(Plans.of("prompt.content=random"), Optional.empty(), Seed.of(1));
        try (DatasetRequests requests = new DatasetRequests(
                spec("vllm-random:input-len=40:output-len=2:prefix-len=32", 42, 0),
                getClass().getClassLoader(),
                maker)) {
            List<String> first = words(requests, 0);
            List<String> second = words(requests, 1);
            assertThat(first).hasSize(72);
            assertThat(second.subList(0, 32)).isEqualTo(first.subList(0, 32));
            assertThat(second.subList(32, 35)).isNotEqualTo(first.subList(32, 35));
        }
        maker.tally().sent(0);
        maker.tally().sent(1);
        PromptStatistics.Counts counts = maker.tally().counts(0, 0);
        assertThat(counts.sharedTokens()).as("the second's prefix").isEqualTo(32);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vllm-random:input-lenn=5 | unknown option \"input-lenn\"; did you mean \"input-len\"?",
                "vllm-random:input-len=x | \"input-len\" = \"x\" is not a number",
                "vllm-random:range-ratio=50 | range-ratio = 50.0: must be from 0 to below 1; did you mean 0.5?",
                "vllm-random:input-len=1:range-ratio=0.5 | input-len is too small: prompts of 0 tokens could come; use a longer"
                        + " one, or a smaller range-ratio",
                "vllm-random:output-len=0 | output-len = 0: must be from 1 to 1000000"
            })
    void reportsInOneLineWhatIsWrong(String name, String message) {
        assertThatThrownBy(() -> read(spec(name, 1, 0))).hasMessage(name + ": " + message);
    }

    @Test
    void namesWhatIsNoOption() {
        assertThatThrownBy(() -> read(spec("vllm-random:1024", 1, 0)))
                .hasMessage(
                        "dataset \"vllm-random:1024\": \"1024\" must be option=value, such as vllm-random:input-len=1024");
        assertThatThrownBy(() -> read(spec("vllm-random", -1, 0)))
                .hasMessageContaining("numpy takes seeds of 0 or more");
    }

    private static List<String> words(DatasetRequests requests, long index) {
        return List.of(requests.request(index)
                .orElseThrow()
                .prompt()
                .messages()
                .get(0)
                .content()
                .split(" "));
    }

    /** Sum of each number times its place from 1, modulo a prime: different if two numbers change places. */
    private static long weighted(int[] numbers) {
        long sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            sum += (i + 1L) * numbers[i];
        }
        return sum % 1_000_003;
    }
}
