package io.varcas.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.calibration.Observation;
import io.varcas.calibration.Observation.Offered;
import io.varcas.calibration.RecordedRun;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import io.varcas.record.Outcome;
import io.varcas.record.Records;
import io.varcas.record.RequestRecord;
import io.varcas.result.Results;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.ServingLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MeasuredTrialsTest {

    private static final Deployment LLAMA = Deployment.of(
            ModelCatalog.bundled().model("llama-3.1-8b"),
            HardwareCatalog.bundled().accelerator("h100"),
            Precision.BF16);

    private final List<Observation> points = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private void read(Status status, OptionalInt users, MetricSummary... metrics) {
        TrialResult trial = Results.trial()
                .load("", users)
                .ended(status, Optional.empty())
                .metrics(MetricSet.of(List.of(metrics)))
                .build();
        new MeasuredTrials(
                        LLAMA,
                        ServingLimits.defaultsOn(LLAMA.accelerator(), 4_096, "vllm 0.32.0"),
                        OptionalDouble.empty(),
                        "vllm")
                .point("here: Chat", "vllm 0.32.0", trial, points, notes);
    }

    private static MetricSummary metric(Metric metric, boolean ok, Map<Statistic, Double> statistics) {
        return new MetricSummary(metric, ok, 100, 0, Origin.MEASURED, statistics);
    }

    private static MetricSummary[] complete() {
        return new MetricSummary[] {
            metric(Metric.TOKENS_INPUT, false, Map.of(Statistic.MEAN, 500.0)),
            metric(Metric.TOKENS_OUTPUT, false, Map.of(Statistic.MEAN, 200.0, Statistic.SD, 100.0)),
            metric(Metric.TPOT, true, Map.of(Statistic.MEAN, 8.0)),
            metric(Metric.TTFT_SERVICE, true, Map.of(Statistic.MEAN, 40.0)),
            metric(Metric.THROUGHPUT_OUTPUT, false, Map.of(Statistic.VALUE, 900.0)),
            metric(Metric.RATE_OFFERED, false, Map.of(Statistic.VALUE, 3.0))
        };
    }

    @Test
    void aTrialOfUsersIsAPointOfUsers() {
        read(Status.COMPLETED, OptionalInt.of(8), complete());

        Observation point = points.get(0);
        assertThat(point.offered()).isEqualTo(new Offered.Users(8, Double.POSITIVE_INFINITY));
        assertThat(point.promptTokens()).isEqualTo(500);
        assertThat(point.outputSquaredVariation()).isEqualTo(0.25);
        assertThat(point.measured().tpotSeconds().orElseThrow()).isCloseTo(0.008, within(1e-12));
        assertThat(point.measured().ttftSeconds().orElseThrow()).isCloseTo(0.040, within(1e-12));
        assertThat(point.measured().outputTokensPerSecond()).hasValue(900);
        assertThat(point.engine()).isEqualTo("vllm 0.32.0");
        assertThat(notes).isEmpty();
    }

    @Test
    void aTrialWithoutUsersIsAPointOfItsOfferedRate() {
        read(Status.COMPLETED, OptionalInt.empty(), complete());

        assertThat(points.get(0).offered()).isEqualTo(new Offered.Rate(3));
    }

    @Test
    void theLogOfAnOpenLoopIsReplayed() {
        read(Status.COMPLETED, OptionalInt.empty(), complete());
        List<RequestRecord> log = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            long due = 100L * i;
            log.add(Records.completed(i, due, due + 1, 11, due + 200, due + 50, due + 100, due + 150));
        }
        log.add(Records.ended(12, 300, 900, Outcome.HTTP_ERROR));
        log.add(Records.unsent(13, 400, 900));
        Observation replayed = ReplayedTrial.of(log, points.get(0));

        RecordedRun run = Objects.requireNonNull(replayed.run());
        assertThat(run.requests()).hasSize(12).containsOnly(new RecordedRun.Lengths(16, 11));
        assertThat(run.duration()).isEqualTo(Duration.ofMillis(1_299));
        assertThat(replayed.measured().tpotSeconds().orElseThrow())
                .as("100 ms over ten tokens")
                .isCloseTo(0.010, within(1e-9));
        assertThat(ReplayedTrial.of(log.subList(0, 5), points.get(0)).run())
                .as("too few requests to take a median of")
                .isNull();
    }

    @Test
    void whatCannotBeUsedIsNotedWithTheReason() {
        read(Status.FAILED, OptionalInt.of(8), complete());
        read(Status.COMPLETED, OptionalInt.of(8));

        assertThat(points).isEmpty();
        assertThat(notes)
                .containsExactly("left out: here: Chat did not complete", "left out: here: Chat has no token counts");
    }
}
