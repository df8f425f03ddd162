package io.varcas.reports.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReportTest {

    @TempDir
    Path folder;

    @Test
    void hasARowForWhatWasMeasuredAndOneForWhatWasPredicted() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CsvReport().write(SampleBundle.write(folder, SampleLoad.open(40).ofRequests(1200, 8)), out);
        List<List<String>> rows = out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> List.of(line.split(",", -1)))
                .toList();
        List<String> heads = rows.get(0);

        assertThat(rows).allMatch(row -> row.size() == heads.size());
        assertThat(rows)
                .filteredOn(row -> row.get(heads.indexOf("Metric")).equals("ttft"))
                .extracting(row -> row.get(heads.indexOf("Origin")))
                .containsExactly("simulated", "predicted");
        assertThat(rows)
                .filteredOn(row -> row.get(heads.indexOf("Origin")).equals("predicted")
                        && row.get(heads.indexOf("Metric")).equals("ttft"))
                .extracting(row -> row.get(heads.indexOf("p95")))
                .containsExactly("190.0");
    }
}
