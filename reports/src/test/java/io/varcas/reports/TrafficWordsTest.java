package io.varcas.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.request.PromptStatistics;
import io.varcas.result.TrafficResult;
import io.varcas.result.TrialResult;
import io.varcas.validity.Validity;
import io.varcas.validity.ValidityChecks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficWordsTest {

    private static final TrafficResult TRAFFIC =
            TrafficResult.of(List.of(new PromptStatistics().counts(0, 0)), OptionalInt.empty(), List.of());

    private static TrafficResult counted(double drawn, double planned) {
        return new TrafficResult(
                20,
                20,
                OptionalLong.empty(),
                OptionalDouble.of(drawn),
                OptionalDouble.of(planned),
                "tokenizer",
                4,
                4,
                OptionalInt.empty(),
                0,
                OptionalDouble.empty(),
                List.of());
    }

    @TempDir
    Path folder;

    private TrialResult trial;

    @BeforeEach
    void setUp() throws IOException {
        trial = SampleBundle.write(folder, SampleLoad.open(40).ofRequests(200, 8))
                .result()
                .trials()
                .get(0);
    }

    @Test
    void reportsWhatTheServerCountedWhereItCountedAll() {
        assertThat(TrafficWords.prompts(TRAFFIC, trial))
                .anyMatch(line -> line.contains("the server counted a mean of"));
    }

    @Test
    void doesNotSayThatTheServerCountedWhatItDidNot() {
        Validity.Finding uncounted =
                new Validity.Finding(ValidityChecks.UNCOUNTED, Validity.Weight.WARNING, 3, 0, "3 came without usage");
        TrialResult partly =
                trial.toBuilder().validity(new Validity(List.of(uncounted))).build();
        assertThat(TrafficWords.prompts(TRAFFIC, partly))
                .anyMatch(line -> line.endsWith(", as planned where the server counted nothing"))
                .noneMatch(line -> line.contains("the server counted a mean of"));
    }

    @Test
    void reportsThatPromptsCannotBeAsShortAsDrawn() {
        assertThat(TrafficWords.prompts(counted(20, 31.05), trial))
                .contains(
                        "drawn were 20.0 on the average; no prompt is shorter than its chat template and fixed parts");
        assertThat(TrafficWords.prompts(counted(31, 31.05), trial)).noneMatch(line -> line.contains("drawn were"));
    }

    @Test
    void showsNoPercentileOfAPartThatIsTooSmallForIt() {
        assertThat(MetricText.of(trial.metrics(), MetricKey.parse("ttft.p50"))).containsPattern("^[0-9.]+$");
        assertThat(MetricText.of(trial.metrics(), MetricKey.parse("ttft.p99"))).isEqualTo("n too small: needs 1000");
        assertThat(MetricText.of(MetricSet.of(List.of()), MetricKey.parse("ttft.p50")))
                .isEqualTo("not measured");
    }
}
