package io.varcas.tune.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.metric.MetricKey;
import io.varcas.result.Timing;
import io.varcas.result.TrialResult;
import io.varcas.setting.Layer;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import io.varcas.stats.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityResultTest {

    static CapacityResult result(CapacityOutcome outcome, OptionalDouble capacity, Optional<Interval> interval) {
        return new CapacityResult(
                CapacityResult.SCHEMA_VERSION,
                "Chat",
                Map.of("tone", "polite"),
                "sim:",
                LoadAxis.RATE,
                outcome,
                "as the test says",
                capacity,
                interval,
                0.05,
                StoppingRule.SPRT,
                List.of("ttft.p95 <= 500.0 ms"),
                List.of("goodput >= 5.0 1/s: it does not bound the latency of requests"),
                OptionalDouble.of(44),
                123.4,
                42,
                true,
                List.of(new ProbeResult(
                        1,
                        40,
                        ProbeResult.Decision.WITHIN,
                        "the objectives hold",
                        3,
                        20,
                        25,
                        39.5,
                        39,
                        12,
                        List.of(new ProbeResult.LimitResult(
                                "ttft.p95 <= 500.0 ms", OptionalDouble.of(Double.POSITIVE_INFINITY), 800, 3, 2.5)),
                        Optional.of("runs/01-rate-40/run"))));
    }

    private static CapacityResult found() {
        return result(CapacityOutcome.FOUND, OptionalDouble.of(41.02), Optional.of(new Interval(39.5, 42.34, 0.95)));
    }

    @Test
    void describesTheCapacityWithItsInterval() {
        assertThat(found().describe()).isEqualTo("41.0 (39.5 to 42.3) requests/s, 95 %");
        assertThat(result(CapacityOutcome.AT_LEAST, OptionalDouble.of(20), Optional.empty())
                        .describe())
                .isEqualTo("at least 20.0 requests/s");
        assertThat(result(CapacityOutcome.NONE, OptionalDouble.empty(), Optional.empty())
                        .describe())
                .isEqualTo("as the test says");
    }

    @Test
    void isReadAsItWasWritten(@TempDir Path folder) throws IOException {
        Path file = CapacityJson.save(found(), folder);

        assertThat(CapacityJson.read(folder)).isEqualTo(found());
        assertThat(Files.readString(file)).contains("\"value\" : \"+INF\"").contains("\"axis\" : \"rate\"");
    }

    @Test
    void tellsWhatCannotBeRead(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> CapacityJson.read(folder))
                .hasMessage(folder + ": there is no capacity.json of a search for capacity");
        Path file = folder.resolve(CapacityJson.FILE);
        Files.writeString(file, "{\"schemaVersion\": \"2.0\"");
        assertThatThrownBy(() -> CapacityJson.read(folder)).hasMessageContaining("is damaged");
        Files.writeString(
                file, Files.readString(CapacityJson.save(found(), folder)).replace("\"1.0\"", "\"2.0\""));
        assertThatThrownBy(() -> CapacityJson.read(folder)).hasMessageContaining("has schema version 2.0");
    }

    @ParameterizedTest
    @CsvSource({"FOUND, 40, MET", "FOUND, 42, BROKEN", "NONE, 1, BROKEN", "UNDECIDED, 1, NOT_MEASURED"})
    void judgesAnObjectiveOnTheCapacity(CapacityOutcome outcome, double bound, Verdict.Status status) {
        Objective objective = Objective.parse("capacity>=" + bound, Layer.COMMAND_LINE);
        TrialResult trial = TrialResult.builder(
                        "com.acme.Chat",
                        "Chat",
                        new Timing(0, Duration.ofSeconds(1), 1, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .build()
                .judgedBy(List.of(objective));
        CapacityResult found =
                outcome == CapacityOutcome.FOUND ? found() : result(outcome, OptionalDouble.empty(), Optional.empty());

        Verdict verdict = MeasuredCapacity.judged(trial, found).objectives().get(0);

        assertThat(verdict.status()).isEqualTo(status);
        assertThat(MeasuredCapacity.judged(trial, found).metrics().value(MetricKey.parse("capacity")))
                .isEqualTo(status == Verdict.Status.NOT_MEASURED ? OptionalDouble.empty() : verdict.value());
        if (status == Verdict.Status.NOT_MEASURED) {
            assertThat(verdict.note()).isEqualTo("no search measured it");
        }
    }
}
