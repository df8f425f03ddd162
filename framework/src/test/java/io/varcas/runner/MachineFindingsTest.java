package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.annotation.Profile;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Span;
import io.varcas.metric.Statistic;
import io.varcas.profiler.Reading;
import io.varcas.result.ForkResult;
import io.varcas.result.ProfileResult;
import io.varcas.result.Status;
import io.varcas.runner.trial.Energy;
import io.varcas.runner.trial.MachineFindings;
import io.varcas.validity.Validity;
import io.varcas.validity.Validity.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MachineFindingsTest {

    private static final Validity NOTHING = new Validity(List.of());

    /** A fork of ten measured seconds; a profiler's name, then name and value of each of its readings. */
    private static ForkResult fork(Object... words) {
        Map<String, ProfileResult> profiles = new LinkedHashMap<>();
        List<Reading> readings = new ArrayList<>();
        for (int i = 1; i < words.length; i += 2) {
            readings.add(Reading.of((String) words[i], "", ((Number) words[i + 1]).doubleValue()));
        }
        profiles.put((String) words[0], new ProfileResult(readings, List.of(), Optional.empty()));
        return new ForkResult(
                0,
                1,
                Status.COMPLETED,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(new Span(0, 10_000_000_000L)),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                "requests.jsonl.gz",
                profiles,
                Optional.empty(),
                Optional.empty());
    }

    private static MetricSet throughput(double output, double requests) {
        return MetricSet.of(List.of(
                new MetricSummary(
                        Metric.THROUGHPUT_OUTPUT, false, 1, 0, Origin.MEASURED, Map.of(Statistic.VALUE, output)),
                new MetricSummary(
                        Metric.THROUGHPUT_REQUESTS, false, 1, 0, Origin.MEASURED, Map.of(Statistic.VALUE, requests))));
    }

    @Test
    void findsThrottlingAndDrift() {
        ForkResult hot = fork(
                Profile.TELEMETRY,
                "gpu0.power.mean",
                600,
                "gpu0.utilization.mean",
                0.9,
                "gpu0.throttled.thermal.mean",
                0.12,
                "gpu0.throttled.power.mean",
                0.1,
                "gpu0.clock.sm.mean",
                1800,
                "gpu0.clock.sm.drift",
                -180);
        assertThat(MachineFindings.added(NOTHING, List.of(hot)).findings())
                .extracting(Finding::sentence)
                .containsExactly(
                        "gpu0 held its clocks back for 12.0 % of the measurement phase because of its temperature"
                                + " (limit 1 %): the numbers depend on its cooling",
                        "gpu0's clock fell by 10.0 % from the first to the last third of the measurement phase (limit"
                                + " 5 %): warm up longer, or lock the clocks (nvidia-smi -lgc)");
    }

    @Test
    void findsThrottlingWithoutAReason() {
        ForkResult amd = fork(
                Profile.TELEMETRY, "gpu0.power.mean", 700, "gpu0.utilization.mean", 0.9, "gpu0.throttled.mean", 0.5);
        assertThat(MachineFindings.added(NOTHING, List.of(amd)).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.check()).isEqualTo("gpu0.throttled");
                    assertThat(finding.sentence()).startsWith("gpu0 held its clocks back for 50.0 % of");
                });
    }

    @Test
    void judgesNoIdleGpu() {
        ForkResult idle = fork(
                Profile.TELEMETRY,
                "gpu0.power.mean",
                70,
                "gpu0.utilization.mean",
                0.001,
                "gpu0.throttled.thermal.mean",
                1,
                "gpu0.clock.sm.mean",
                300,
                "gpu0.clock.sm.drift",
                200);
        assertThat(MachineFindings.added(NOTHING, List.of(idle)).findings()).isEmpty();
        assertThat(Energy.metrics(List.of(idle), throughput(100, 1), Origin.MEASURED))
                .isEmpty();
    }

    @Test
    void findsAHostThatSwaps() {
        ForkResult swapping = fork(Profile.TELEMETRY, "host.swap.in.sum", 4000, "host.pressure.memory.mean", 0.03);
        ForkResult calm = fork(Profile.TELEMETRY, "host.swap.in.sum", 3, "host.pressure.memory.mean", 0);
        assertThat(MachineFindings.added(NOTHING, List.of(calm, swapping)).findings())
                .extracting(Finding::check)
                .containsExactly("host.swapped", "host.pressure.memory");
        assertThat(MachineFindings.added(NOTHING, List.of(calm)).findings()).isEmpty();
    }

    @Test
    void dividesTheEnergyOfBusyGpus() {
        ForkResult fork = fork(
                Profile.TELEMETRY,
                "gpu0.power.mean",
                400,
                "gpu0.utilization.mean",
                0.9,
                "gpu1.power.mean",
                70,
                "gpu1.utilization.mean",
                0);
        List<MetricSummary> energy = Energy.metrics(List.of(fork), throughput(1000, 4), Origin.MEASURED);
        assertThat(energy)
                .extracting(MetricSummary::metric)
                .containsExactly(Metric.ENERGY_PER_TOKEN, Metric.ENERGY_PER_REQUEST);
        assertThat(energy.get(0).get(Statistic.VALUE).orElseThrow()).isCloseTo(0.4, within(1e-9));
        assertThat(energy.get(1).get(Statistic.VALUE).orElseThrow()).isCloseTo(100, within(1e-9));
    }

    @Test
    void prefersEnergyCountersToPower() {
        ForkResult fork = fork(Profile.DCGM, "gpu0.dcgm.power.mean", 400, "gpu0.dcgm.energy.sum", 3000);
        assertThat(Energy.metrics(List.of(fork), throughput(100, 1), Origin.MEASURED)
                        .get(0)
                        .get(Statistic.VALUE))
                .hasValue(3.0);
    }

    @Test
    void hasNoEnergyOfASimulatedServer() {
        ForkResult fork = fork(Profile.TELEMETRY, "gpu0.power.mean", 400);
        assertThat(Energy.metrics(List.of(fork), throughput(100, 1), Origin.SIMULATED))
                .isEmpty();
    }
}
