package io.varcas.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.metric.Validity;
import io.varcas.metric.ValidityChecks;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.result.TrafficResult;
import io.varcas.result.TrialResult;
import io.varcas.workload.PromptTally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficTextTest {

    private static final TrafficResult TRAFFIC =
            TrafficResult.of(List.of(new PromptTally().counts()), OptionalInt.empty(), List.of());

    @TempDir
    private Path folder;

    private TrialResult trial;

    @BeforeEach
    void setUp() throws IOException {
        trial = SampleBundle.write(folder, SampleLoad.open(40).ofRequests(200, 8))
                .result()
                .trials()
                .get(0);
    }

    @Test
    void saysWhatTheServerCountedWhereItCountedAll() {
        assertThat(TrafficText.of(TRAFFIC, trial)).anyMatch(line -> line.contains("the server counted a mean of"));
    }

    @Test
    void doesNotSayThatTheServerCountedWhatItDidNot() {
        Validity.Finding uncounted =
                new Validity.Finding(ValidityChecks.UNCOUNTED, Validity.Weight.WARNING, 3, 0, "3 came without usage");
        TrialResult partly =
                trial.toBuilder().validity(new Validity(List.of(uncounted))).build();
        assertThat(TrafficText.of(TRAFFIC, partly))
                .anyMatch(line -> line.endsWith(", as planned where the server counted nothing"))
                .noneMatch(line -> line.contains("the server counted a mean of"));
    }
}
