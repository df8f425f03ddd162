package io.varcas.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.result.TrialResult;
import io.varcas.validity.Validity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTableTest {

    @TempDir
    Path folder;

    @Test
    void marksTheRowsOfInvalidTrials() throws IOException {
        TrialResult valid = SampleBundle.write(folder, SampleLoad.open(40).ofRequests(100, 4))
                .result()
                .trials()
                .get(0);
        TrialResult invalid = valid.toBuilder()
                .validity(new Validity(List.of(new Validity.Finding(
                        "send.lag.p99", Validity.Weight.INVALID, 8, 5, "requests left 8 ms late"))))
                .build();

        List<String> rows = SummaryTable.of(SampleBundle.run("run", List.of(valid, invalid)));
        assertThat(rows.get(0)).endsWith("Validity");
        assertThat(rows).filteredOn(row -> row.endsWith("INVALID")).hasSize((rows.size() - 1) / 2);
        assertThat(SummaryTable.of(SampleBundle.run("run", List.of(valid))).get(0))
                .doesNotContain("Validity");
    }
}
