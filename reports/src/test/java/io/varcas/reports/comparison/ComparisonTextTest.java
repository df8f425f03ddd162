package io.varcas.reports.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.compare.Comparison;
import io.varcas.compare.ComparisonFormat;
import io.varcas.compare.TestRun;
import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Side;
import io.varcas.metric.MetricKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTextTest {

    private static final CompareOptions OPTIONS =
            CompareOptions.DEFAULT.withMetrics(List.of(MetricKey.parse("ttft.p50")));

    /** Eight repeats around a level, the i-th of every side off by the same. */
    private static Side side(String name, double level) {
        return new Side(
                name,
                IntStream.range(0, 8)
                        .mapToObj(i -> TestRun.of("ttft.p50", level + i % 3)
                                .with("rate.offered", 20)
                                .seed(i)
                                .build())
                        .toList());
    }

    private static String text(Side baseline, Side candidate) throws IOException {
        return text(new ComparisonText(), Comparison.of(baseline, candidate, OPTIONS));
    }

    private static String text(ComparisonFormat format, Comparison comparison) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        format.write(comparison, Optional.empty(), text);
        return text.toString(UTF_8);
    }

    @Test
    void reportsTheAnswerFirst() throws IOException {
        assertThat(text(side("before", 100), side("after", 110)).lines().findFirst())
                .contains("after against before: WORSE");
    }

    @Test
    void givesEachNumberOfATestedMetric() throws IOException {
        assertThat(text(side("before", 100), side("after", 110)))
                .contains("8 and 8 runs, compared in pairs")
                .containsPattern(
                        "ttft\\.p50 +ms +100\\.9 +110\\.9 +\\+9\\.9 % +\\[\\+\\d.* %, \\+\\d+.* %\\] +0\\.0\\d\\d .*"
                                + " worse")
                .containsPattern("rate\\.offered +req/s +20\\.00 +20\\.00 .* shown only");
    }

    @Test
    void reportsWhyThereIsNoAnswer() throws IOException {
        Side one = new Side("one", List.of(TestRun.of("ttft.p50", 1).build()));
        Side other = new Side("other", List.of(TestRun.of("ttft.p50", 2).build()));
        assertThat(text(one, other))
                .containsPattern("inconclusive +\\(one run each\\)")
                .contains("! the sides do not differ in any recorded fact");
    }

    @Test
    void markdownKeepsNamesFromBecomingMarkup() throws IOException {
        Comparison comparison = Comparison.of(side("a|b", 100), side("<script>", 100), OPTIONS);
        assertThat(text(new ComparisonMarkdown(), comparison))
                .startsWith("## \\<script\\> against a\\|b: no difference shown")
                .contains("| ttft.p50 | ms | 100.9 | 100.9 | +0.0 % |");
    }
}
