package io.varcas.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.calibration.Observation.Measured;
import io.varcas.calibration.Observation.Offered;
import io.varcas.engine.SimulationResult;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.ServingLimits;
import io.varcas.traffic.ReplayedArrivals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Three runs of Llama-2-7B-AWQ on a T4 with vLLM 0.15.1 (2026-02): chat at 20 requests/s, far above what the card serves,
 * from a client that keeps at most 100 connections, with max-num-seqs 1, 8 and 256. The stored requests say when each was
 * sent and how long it was.
 */
class T4RunsTest {

    private static final Path DATA = Path.of("src/test/resources/io/varcas/calibration");
    private static final int CONNECTIONS = 100;

    private static List<Observation> observations = List.of();
    private static DeviceProfile profile = DeviceProfiles.bundled().all().get(0);

    @BeforeAll
    static void calibrate() {
        observations = runs("llama-2-7b", Precision.INT4_AWQ, "AWQ");
        profile = Calibration.onHost("t4-awq", observations, "2026-11-22");
    }

    private static List<Observation> runs(String model, Precision precision, String published) {
        Deployment deployment = Deployment.of(
                        ModelCatalog.bundled().model(model),
                        HardwareCatalog.bundled().accelerator("t4"),
                        precision)
                .servedBy("vllm 0.15.1");
        return all("t4-runs.csv").stream()
                .skip(1)
                .filter(cells -> cells.get(1).contains(published))
                .map(cells -> observation(deployment, cells))
                .toList();
    }

    @Test
    void predictsTheRunsItWasCalibratedOn() {
        assertThat(observations).hasSize(3).allSatisfy(run -> {
            SimulationResult result = run.simulate(profile.coefficients());
            List<String> measured = cells(run.label());
            assertThat((double) result.finished())
                    .as(run.label() + " finished requests")
                    .isCloseTo(Double.parseDouble(measured.get(5)), withinPercentage(10));
            assertThat(result.tpot().finished().quantile(0.5) * 1e3)
                    .as(run.label() + " TPOT p50")
                    .isCloseTo(Double.parseDouble(measured.get(7)), withinPercentage(10));
            assertThat(result.e2e().finished().quantile(0.5) * 1e3)
                    .as(run.label() + " E2E p50")
                    .isCloseTo(Double.parseDouble(measured.get(8)), withinPercentage(10));
        });
    }

    /** AWQ without Marlin was never measured: the bundled profile says so by a wide interval, which holds the truth. */
    @Test
    void uncalibratedTheIntervalHoldsTheTruth() {
        DeviceProfile bundled = DeviceProfiles.bundled().all().get(0);
        List<Observation> all = new ArrayList<>(observations);
        all.addAll(runs("tinyllama-1.1b", Precision.FP16, "TinyLlama"));
        assertThat(all).hasSize(5).allSatisfy(run -> {
            double predicted =
                    run.simulate(bundled.coefficients()).tpot().finished().quantile(0.5);
            double measured = run.measured().tpotSeconds().orElseThrow();
            double p90 = bundled.tpotErrorsOf(run.deployment()).p90();
            assertThat(measured).as(run.label()).isBetween(predicted / (1 + p90), predicted / (1 - p90));
        });
    }

    @Test
    void statesItsErrorOnRunsLeftOut() {
        assertThat(profile.tpotErrors().rows()).isEqualTo(3);
        assertThat(profile.tpotErrors().p90())
                .as("three runs say little of others")
                .isBetween(0.2, 0.4);
    }

    @Test
    void withoutTheClientsLimitTheRunWouldBeAnother() {
        Observation last = observations.get(2);
        RecordedRun run = Objects.requireNonNull(last.run());
        RecordedRun unlimited = new RecordedRun(run.arrivals(), run.requests(), Integer.MAX_VALUE, run.duration());
        double capped = last.simulate(profile.coefficients()).tpot().finished().quantile(0.5);
        double free = withRun(last, unlimited)
                .simulate(profile.coefficients())
                .tpot()
                .finished()
                .quantile(0.5);

        assertThat(free).as("max-num-seqs 256 lets 150 run").isGreaterThan(1.2 * capped);
    }

    private static Observation observation(Deployment deployment, List<String> cells) {
        List<List<String>> requests = requests(cells.get(0));
        long[] sentNanos = requests.stream()
                .mapToLong(request -> Math.round(Double.parseDouble(request.get(1)) * 1e9))
                .toArray();
        List<RecordedRun.Lengths> lengths = requests.stream()
                .map(request -> new RecordedRun.Lengths(
                        Integer.parseInt(request.get(4)),
                        Integer.parseInt(request.get(6).isEmpty() ? request.get(5) : request.get(6))))
                .toList();
        double prompt = lengths.stream()
                .mapToInt(RecordedRun.Lengths::promptTokens)
                .average()
                .orElseThrow();
        // The client listened for 0.9 s after the last request was due.
        Duration duration = Duration.ofMillis((long) (Double.parseDouble(cells.get(4)) * 1e3) + 900);
        return new Observation(
                cells.get(0),
                "vllm 0.15.1",
                deployment,
                new ServingLimits(Integer.parseInt(cells.get(2)), 2_048, 2_048, 0.9),
                prompt,
                0,
                Double.parseDouble(cells.get(6)),
                0.3,
                OptionalDouble.empty(),
                new Offered.Users(CONNECTIONS, Double.POSITIVE_INFINITY),
                new Measured(
                        OptionalDouble.empty(),
                        OptionalDouble.of(Double.parseDouble(cells.get(7)) * 1e-3),
                        OptionalDouble.empty()),
                null,
                new RecordedRun(new ReplayedArrivals(sentNanos, 1), lengths, CONNECTIONS, duration));
    }

    private static Observation withRun(Observation point, RecordedRun run) {
        return new Observation(
                point.label(),
                point.engine(),
                point.deployment(),
                point.limits(),
                point.promptTokens(),
                point.cachedTokens(),
                point.outputTokens(),
                point.outputSquaredVariation(),
                point.kvTokens(),
                point.offered(),
                point.measured(),
                null,
                run);
    }

    private static List<String> cells(String run) {
        return lines("t4-runs.csv", run).get(0);
    }

    private static List<List<String>> requests(String run) {
        return lines("t4-requests.csv", run);
    }

    private static List<List<String>> lines(String file, String run) {
        return all(file).stream().filter(cells -> cells.get(0).equals(run)).toList();
    }

    private static List<List<String>> all(String file) {
        try {
            return Files.readAllLines(DATA.resolve(file)).stream()
                    .map(line -> List.of(line.split(",", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
