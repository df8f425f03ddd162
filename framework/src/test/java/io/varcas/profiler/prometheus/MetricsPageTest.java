package io.varcas.profiler.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    @Test
    void readsACapturedPageOfVllmCompletely() throws IOException {
        String text = captured();
        MetricsPage page = MetricsPage.parse(text);

        long sampleLines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .count();
        assertThat(page.faults()).isEmpty();
        assertThat(page.samples()).hasSize((int) sampleLines);
        assertThat(page.samples()).noneMatch(sample -> page.typeOf(sample.name()) == MetricType.UNKNOWN);
        assertThat(page.typeOf("vllm:iteration_tokens_total_bucket")).isEqualTo(MetricType.HISTOGRAM);
        assertThat(page.typeOf("vllm:prompt_tokens_total")).isEqualTo(MetricType.COUNTER);
        assertThat(page.typeOf("vllm:prompt_tokens_created")).isEqualTo(MetricType.GAUGE);
        assertThat(page.samples("vllm:request_success_total"))
                .filteredOn(sample -> sample.label("finished_reason").equals("length"))
                .extracting(MetricSample::value)
                .containsExactly(6.0);
        assertThat(page.samples("vllm:cache_config_info").get(0).label("block_size"))
                .isEqualTo("128");
    }

    @Test
    void undoesEscapesInLabelValues() {
        MetricSample sample = only("m{path=\"C:\\\\tmp\",text=\"a \\\"b\\\"\\nc\",odd=\"\\d\",brace=\"}, x=1\"} 1");
        assertThat(sample.labels())
                .isEqualTo(Map.of("path", "C:\\tmp", "text", "a \"b\"\nc", "odd", "\\d", "brace", "}, x=1"));
    }

    @Test
    void readsSpecialValues() {
        MetricsPage page = MetricsPage.parse("a +Inf\nb -Inf\nc NaN\nd 1.5e-07\ne 42\n");
        assertThat(page.samples())
                .extracting(MetricSample::value)
                .containsExactly(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 1.5e-7, 42.0);
    }

    @Test
    void readsTimestampsAndPassesOverExemplars() {
        assertThat(only("m{a=\"b\"} 3 1395066363000")).satisfies(sample -> {
            assertThat(sample.value()).isEqualTo(3);
            assertThat(sample.timestamp()).isEqualTo(Optional.of("1395066363000"));
        });
        assertThat(only("m_bucket{le=\"10\"} 17 # {trace_id=\"KOO\"} 9.8 1520879607.789"))
                .satisfies(sample -> {
                    assertThat(sample.value()).isEqualTo(17);
                    assertThat(sample.timestamp()).isEmpty();
                });
    }

    @Test
    void toleratesBlanksTrailingCommasAndCarriageReturns() {
        assertThat(only("  m { a = \"b\" , }\t 2 \r\n").labels()).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void keepsTypesItDoesNotKnowAsUnknown() {
        MetricsPage page = MetricsPage.parse("""
                # TYPE build info
                # UNIT build ratio
                build_info{v="1"} 1
                undeclared 2
                # TYPE requests counter
                requests_total 3
                # EOF
                """);
        assertThat(page.samples()).hasSize(3);
        assertThat(page.typeOf("undeclared")).isEqualTo(MetricType.UNKNOWN);
        assertThat(page.typeOf("build_info")).isEqualTo(MetricType.UNKNOWN);
        assertThat(page.typeOf("requests_total")).isEqualTo(MetricType.COUNTER);
        assertThat(page.faults()).isEmpty();
    }

    @Test
    void losesOnlyTheLinesThatAreBroken() {
        MetricsPage page = MetricsPage.parse("a 1\nb{x=\"1} 2\nc one\nd{x} 3\ne{x=\"1\" y=\"2\"} 4\nf 5\n{} 6\n");
        assertThat(page.samples()).extracting(MetricSample::name).isEqualTo(List.of("a", "f"));
        assertThat(page.faults())
                .containsExactly(
                        "line 2: a label value does not end",
                        "line 3: \"one\" is not a number",
                        "line 4: no = after label \"x\"",
                        "line 5: neither , nor } after label \"x\"",
                        "line 7: no name");
    }

    @Test
    void passesOverSamplesThatAreNotWanted() {
        MetricsPage page = MetricsPage.parse("# TYPE a counter\na 1\nb{x=\"1} 2\na{c=\"d\"} 3\n", "a"::equals);
        assertThat(page.samples()).extracting(MetricSample::value).containsExactly(1.0, 3.0);
        assertThat(page.typeOf("a")).isEqualTo(MetricType.COUNTER);
        assertThat(page.faults()).isEmpty();
    }

    private static MetricSample only(String line) {
        MetricsPage page = MetricsPage.parse(line);
        assertThat(page.faults()).isEmpty();
        assertThat(page.samples()).hasSize(1);
        return page.samples().get(0);
    }

    static String captured() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                MetricsPageTest.class.getResourceAsStream("/io/varcas/profiler/server/vllm-0.32.0-metrics.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
