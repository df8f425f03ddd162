package io.varcas.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.varcas.calibration.DeviceProfiles;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.ModelCatalog;
import io.varcas.sizing.demand.Demand;
import io.varcas.sizing.demand.LatencyMetric;
import io.varcas.sizing.demand.Origin;
import io.varcas.sizing.demand.Prediction;
import io.varcas.sizing.demand.Quantile;
import io.varcas.sizing.demand.WorkloadCatalog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class DisaggregationTest {

    private static final HardwareCatalog HARDWARE = HardwareCatalog.bundled();
    private static final DeviceProfiles PROFILES = DeviceProfiles.bundled();

    private static SizingRequest request(Demand demand) {
        return SizingRequest.of(
                        ModelCatalog.bundled().model("llama-3.1-8b"),
                        WorkloadCatalog.bundled().workload("rag"),
                        demand)
                .instance("p5.4xlarge")
                .build();
    }

    private static DisaggregatedFleet fleet(double linkGBps) {
        List<DisaggregatedFleet> fleets =
                new Disaggregation(HARDWARE, PROFILES, request(new Demand.Rate(20)), linkGBps).fleets();
        return fleets.get(0);
    }

    @Test
    void decodingIsNotHeldUpByPrompts() {
        DisaggregatedFleet pools = fleet(50);
        Prediction together = new Sizing(HARDWARE, PROFILES)
                .size(request(new Demand.Rate(20)))
                .passing()
                .get(0)
                .prediction();

        assertThat(pools.passes()).isTrue();
        assertThat(pools.decodePrediction().origin()).isEqualTo(Origin.SIMULATION);
        double tail = pools.seconds(LatencyMetric.TPOT, Quantile.P99) / pools.seconds(LatencyMetric.TPOT, Quantile.P50);
        assertThat(tail).isLessThan(together.tail(LatencyMetric.TPOT, Quantile.P99));
        assertThat(pools.usdPerHour().orElseThrow())
                .isCloseTo(6.88 * (pools.prefillMachines() + pools.decodeMachines()), within(1e-6));
    }

    @Test
    void theKvCacheTakesItsBytesOverTheLink() {
        // 6,000 tokens of 131,072 bytes at 50 GB/s; ten times as long at a tenth.
        assertThat(fleet(50).transferSeconds()).isCloseTo(6_000 * 131_072 / 50e9, within(2e-4));
        DisaggregatedFleet slow = fleet(5);
        assertThat(slow.transferSeconds()).isCloseTo(6_000 * 131_072 / 5e9, within(2e-3));
        assertThat(slow.linkShare()).isCloseTo(20.0 / slow.prefillMachines() * slow.transferSeconds(), within(1e-9));
        assertThat(slow.seconds(LatencyMetric.TTFT, Quantile.P50)).isGreaterThan(slow.transferSeconds());
    }

    @Test
    void usersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Disaggregation(HARDWARE, PROFILES, request(new Demand.Users(10, Duration.ZERO)), 50))
                .withMessageContaining("give requests per second");
    }
}
