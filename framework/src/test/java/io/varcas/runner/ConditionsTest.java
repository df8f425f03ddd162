package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Reading;
import io.varcas.result.ForkResult;
import io.varcas.result.ProfileResult;
import io.varcas.result.Status;
import io.varcas.result.TrafficResult;
import io.varcas.runner.trial.Conditions;
import io.varcas.validity.RunConditions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final TrafficResult NO_TRAFFIC = new TrafficResult(
            0,
            0,
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            "estimate",
            0,
            0,
            OptionalInt.empty(),
            0,
            OptionalDouble.empty(),
            List.of());

    private static Reading reading(String name, double value) {
        return new Reading(name, "", OptionalDouble.of(value), "");
    }

    @Test
    void readsWhatTheTelemetryWrites() {
        ForkResult fork = new ForkResult(
                0,
                1,
                Status.COMPLETED,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                "requests.jsonl.gz",
                Map.of(
                        Profile.TELEMETRY,
                        new ProfileResult(
                                List.of(
                                        reading("host.steal.mean", 0.2),
                                        reading("host.cpu.mean", 0.9),
                                        reading("client.cpu.mean", 0),
                                        reading("client.gc.pause.sum", 500),
                                        reading("client.gc.pause.max", 70),
                                        reading("cgroup.throttled.time.sum", 100)),
                                List.of(),
                                Optional.empty())),
                Optional.empty(),
                Optional.empty());

        RunConditions conditions = Conditions.of(List.of(fork), Duration.ofSeconds(10), NO_TRAFFIC);
        assertThat(conditions.cpuSteal()).hasValue(0.2);
        assertThat(conditions.otherCpu()).hasValue(0.9);
        assertThat(conditions.pausedShare()).hasValue(0.05);
        assertThat(conditions.longestPause()).contains(Duration.ofMillis(70));
        assertThat(conditions.throttled()).hasValue(0.01);
    }
}
