package io.varcas.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.dataset.file.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusCountersTest {

    private static final String SAMPLE = "io/varcas/dataset/prometheus.json";
    private static final long SECOND = 1_000_000_000;

    @TempDir
    Path folder;

    private final List<DatasetEntry> entries = new ArrayList<>();

    private DatasetStatistics read(String path) {
        try (Dataset data = Dataset.open(DatasetSpec.of(path), getClass().getClassLoader())) {
            for (Optional<DatasetEntry> entry = data.next(); entry.isPresent(); entry = data.next()) {
                entries.add(entry.get());
            }
            return data.tally();
        }
    }

    private DatasetStatistics readText(String text) throws IOException {
        return read(Files.writeString(folder.resolve("query.json"), text).toString());
    }

    private static String series(String name, String labels, String values) {
        return "{\"metric\":{\"__name__\":\"" + name + "\"" + labels + "},\"values\":[" + values + "]}";
    }

    private static String matrix(String... series) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + String.join(",", series)
                + "]}}";
    }

    private int input(int from, int to) {
        return entries.subList(from, to).stream()
                .mapToInt(entry -> entry.inputTokens().orElseThrow())
                .sum();
    }

    /** Two servers, samples 15 s apart: 3 requests of 1,500 and 300 tokens, 1 of 1,100 and 350, 6 of 2,200 and 500. */
    @Test
    void spreadsTheRequestsBetweenSamplesAndKeepsTheTotals() {
        DatasetStatistics tally = read(SAMPLE);
        assertThat(entries).hasSize(10);
        assertThat(entries)
                .extracting(entry -> entry.atNanos().orElseThrow() / (SECOND / 10))
                .containsExactly(0L, 50L, 100L, 200L, 287L, 312L, 337L, 362L, 387L, 412L);
        assertThat(input(0, 3)).isEqualTo(1_500);
        assertThat(input(3, 4)).isEqualTo(1_100);
        assertThat(input(4, 10)).isEqualTo(2_200);
        assertThat(entries.stream()
                        .mapToInt(entry -> entry.outputTokens().orElseThrow())
                        .sum())
                .isEqualTo(300 + 350 + 500);
        assertThat(entries).extracting(DatasetEntry::part).containsOnly("meta-llama/Llama-3.1-8B-Instruct");
        assertThat(tally.notes())
                .containsEntry("counter that began again at 0", 3L)
                .containsEntry("request placed evenly between two samples of a counter, with their mean lengths", 10L);
    }

    @Test
    void takesTheTokensOfFinishedRequestsBeforeThoseOfAllWork() throws IOException {
        DatasetStatistics tally = readText(matrix(
                series("vllm:request_success_total", "", "[10,\"0\"],[20,\"2\"]"),
                series("vllm:prompt_tokens_total", "", "[10,\"0\"],[20,\"900\"]"),
                series("vllm:request_prompt_tokens_sum", "", "[10,\"0\"],[20,\"80\"]")));
        assertThat(input(0, 2)).isEqualTo(80);
        assertThat(entries.get(0).outputTokens()).isEmpty();
        assertThat(tally.notes()).containsEntry("field \"vllm_prompt_tokens_total\" not used", 1L);
    }

    @Test
    void givesTheTokensOfTimesWithoutAFinishedRequestToTheNextOnes() throws IOException {
        DatasetStatistics tally = readText(matrix(
                series("vllm:request_success_total", "", "[10,\"0\"],[20,\"0\"],[30,\"1\"],[40,\"1\"]"),
                series("vllm:generation_tokens_total", "", "[10,\"0\"],[20,\"70\"],[30,\"100\"],[40,\"109\"]")));
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).outputTokens()).hasValue(100);
        assertThat(tally.notes()).containsEntry("token of requests that had not finished at the end", 9L);
    }

    @Test
    void readsAResponseOnOneLineToo() throws IOException {
        readText(matrix(series("vllm:request_success_total", ",\"model_name\":\"m\"", "[1.5,\"0\"],[2.5,\"4\"]")));
        assertThat(entries)
                .extracting(entry -> entry.atNanos().orElseThrow())
                .containsExactly(0L, SECOND / 4, SECOND / 2, 3 * SECOND / 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}"
                        + "| Prometheus refused the query: parse error",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}"
                        + "| the result is a vector, not the matrix of a range query (/api/v1/query_range)",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}"
                        + "| no request finished in the time of the query",
                "{\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":[]}]}}"
                        + "| a series has no __name__: query the counters themselves, not rate(...) or sum(...) of them",
                "{\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"vllm:prompt_tokens_total\"},"
                        + "\"values\":[]}]}}| there is no vllm:request_success_total",
                "{\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"x\"},"
                        + "\"values\":[[2,\"1\"],[1,\"2\"]]}]}}| x: its samples are not in the order of time",
                "{\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"x\"},"
                        + "\"values\":[[2,\"1\"],[3,\"NaN\"]]}]}}"
                        + "| x: a sample must be [seconds, \"value\"], not with \"NaN\"",
                "{\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"vllm:request_success_total\"},"
                        + "\"values\":[[2,\"1\"],[3,\"1e15\"]]}]}}"
                        + "| more than 1000000 requests finished in the time of the query: query a shorter time",
            })
    void reportsWhatIsWrongWithAQuery(String text, String message) {
        assertThatThrownBy(() -> readText(text))
                .isInstanceOf(DatasetException.class)
                .hasMessageEndingWith(message);
    }

    @Test
    void onePageOfMetricsIsNamedForWhatItIs() throws IOException {
        Path page = Files.writeString(
                folder.resolve("metrics.txt"),
                "# HELP vllm:request_success_total Count of successfully processed requests.\n");
        assertThatThrownBy(() -> read(page.toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("one page of /metrics has no times");
    }
}
