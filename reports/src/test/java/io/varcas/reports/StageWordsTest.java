package io.varcas.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.reports.sample.SampleStages;
import io.varcas.stages.HistogramStages;
import io.varcas.stages.StageBreakdown;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StageWordsTest {

    @Test
    void saysWhereTheTailWaitedAndWhichStageGrew() {
        assertThat(StageWords.sentences(SampleStages.queued(0.001)))
                .containsExactly(
                        "Of TTFT around p99 (2.40 s, 9 requests), 2.10 s were waiting in the server's queue (87.5 %).",
                        "The slowest 1 % (9 requests) took 3.40 s against 1.42 s for the middle half; the stage that"
                                + " grew most is queue, from 120 ms to 2.10 s.",
                        "From the per-request metrics of 990 of 1000 completed requests; network includes the server's"
                                + " front end.");
    }

    @Test
    void saysWhenClientAndServerDisagree() {
        assertThat(StageWords.sentences(SampleStages.queued(0.034)))
                .last()
                .asString()
                .startsWith("3.4 % of E2E is not attributed to a stage (limit 2 %)");
    }

    @Test
    void marksSumsOfHistograms() {
        OptionalDouble none = OptionalDouble.empty();
        StageBreakdown sums = new HistogramStages(
                        none,
                        OptionalDouble.of(1),
                        none,
                        OptionalDouble.of(500),
                        none,
                        OptionalDouble.of(10),
                        OptionalDouble.of(40),
                        OptionalDouble.of(440))
                .breakdown(50)
                .orElseThrow();
        assertThat(StageWords.sentences(sums))
                .containsExactly(
                        "Of the mean E2E (500 ms, 50 requests), 440 ms were decoding (88.0 %).",
                        "Means of all requests only, from the histograms of /metrics; for single requests start vLLM"
                                + " with --enable-per-request-metrics.");
    }

    @Test
    void leavesOutStagesWithoutTime() {
        assertThat(StageWords.rows(SampleStages.queued(0)))
                .extracting(row -> row.get(0))
                .containsExactly("network", "queue", "prefill", "decode", "sum");
        assertThat(StageWords.rows(SampleStages.queued(0)).get(1))
                .isEqualTo(List.of("queue", "300 ms", "18.8 %", "120 ms", "2.10 s", "300 ms", "2.10 s"));
    }
}
