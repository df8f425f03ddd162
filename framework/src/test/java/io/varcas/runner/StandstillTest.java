package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.runner.trial.Standstill;
import io.varcas.validity.Validity;
import io.varcas.validity.Validity.Weight;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandstillTest {

    private static Validity simulator(long millis, Duration measured) {
        return Standstill.added(new Validity(List.of()), List.of(), measured, Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"4000, 10, INVALID", "4000, 500, WARNING"})
    void weighsASimulatorThatStoodStillByItsShareOfTheTime(long millis, long measuredSeconds, Weight weight) {
        assertThat(simulator(millis, Duration.ofSeconds(measuredSeconds)).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.check()).isEqualTo("simulator.standstill");
                    assertThat(finding.weight()).isEqualTo(weight);
                    assertThat(finding.sentence()).startsWith("the simulator was suspended for 4.0 s");
                });
    }

    @Test
    void reportsNothingOfWhatABusyMachineDoes() {
        assertThat(simulator(200, Duration.ofSeconds(1)).findings()).isEmpty();
    }
}
