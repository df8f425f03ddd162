package io.varcas.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.reports.sample.SampleStages;
import org.junit.jupiter.api.Test;

class StageSectionTest {

    @Test
    void drawsABarForEachGroup() {
        String html = StageSection.of(SampleStages.queued(0)).html();
        assertThat(html)
                .contains("2.10 s were waiting in the server&#39;s queue")
                .contains("TTFT, around p99: 2.40 s")
                .contains("title=\"queue: 2.10 s\" style=\"width:87.50%;")
                .contains("trial-1/fork-1/stages.csv");
        assertThat(html.split("role=\"img\"", -1)).hasSize(7);
    }
}
