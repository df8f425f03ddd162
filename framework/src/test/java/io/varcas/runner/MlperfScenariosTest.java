package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.record.Outcome;
import io.varcas.record.RequestLogReader;
import io.varcas.record.RequestRecord;
import io.varcas.result.ResultBundle;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loads of MLPerf's LoadGen, with its data. */
@Tag("slow")
class MlperfScenariosTest {

    @TempDir
    Path out;

    private List<RequestRecord> run(Map<String, String> settings) throws IOException {
        RunOptions.Builder options = RunOptions.builder()
                .include(MoodyWorkload.NAME)
                .set(Settings.FORKS, 0)
                .set("measurement.time", List.of("30s")) // ends with its requests, however slow the machine
                .set("requests", List.of("40"))
                .set(DatasetSettings.PATH, "io/varcas/dataset/mlperf.json")
                .out(out);
        settings.forEach((name, value) -> options.set(name, List.of(value)));
        ResultBundle bundle = new Runner(options.build()).run();
        TrialResult trial = bundle.result().trials().get(0);
        assertThat(trial.error()).isEmpty();
        assertThat(trial.status()).isEqualTo(Status.COMPLETED);
        List<RequestRecord> records = new ArrayList<>();
        RequestLogReader.read(bundle.folder().resolve(trial.forkResults().get(0).requests()), records::add);
        records.sort(Comparator.comparingLong(RequestRecord::index));
        return records;
    }

    @Test
    void singleStreamAsksOneAfterTheOther() throws IOException {
        List<RequestRecord> records = run(Map.of("users", "1"));
        assertThat(records).hasSizeGreaterThan(1);
        for (int i = 1; i < records.size(); i++) {
            assertThat(records.get(i).intendedNanos())
                    .isGreaterThanOrEqualTo(records.get(i - 1).closedNanos());
        }
    }

    @Test
    void multiStreamAsksEightAtOnceAndTheNextWhenAllHaveEnded() throws IOException {
        List<RequestRecord> records = run(Map.of("users", "1", "batch", "8"));
        assertThat(records).hasSizeGreaterThan(8);
        for (int first = 8; first < records.size(); first += 8) {
            long ended = records.subList(first - 8, first).stream()
                    .mapToLong(RequestRecord::closedNanos)
                    .max()
                    .orElseThrow();
            long due = records.get(first).intendedNanos();
            assertThat(due).isGreaterThanOrEqualTo(ended);
            assertThat(records.subList(first, Math.min(first + 8, records.size())))
                    .as("one instant")
                    .allMatch(record -> record.intendedNanos() == due);
        }
    }

    @Test
    void serverAsksAtTimesOfItsOwn() throws IOException {
        List<RequestRecord> records = run(Map.of("rate", "50"));
        assertThat(records).hasSizeGreaterThan(10).allMatch(record -> record.user() < 0);
    }

    @Test
    void offlineAsksAllOfTheDataAtOnce() throws IOException {
        List<RequestRecord> records = run(
                Map.of("arrivals", "burst", "burst", "1000000", "dataset.repeat", "false", "warmup.iterations", "0"));
        assertThat(records)
                .hasSize(2)
                .allMatch(record -> record.outcome() == Outcome.COMPLETED)
                .allMatch(record -> record.intendedNanos() == 0);
    }
}
