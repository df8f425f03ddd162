package io.varcas.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.calibration.DeviceProfiles;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import io.varcas.sizing.FixedFleets.Capacity;
import io.varcas.sizing.demand.Demand;
import io.varcas.sizing.demand.Origin;
import io.varcas.sizing.demand.WorkloadCatalog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions about machines that are there already, about a day, and about what can be predicted at all. */
@Tag("slow")
class PlanningTest {

    private static final HardwareCatalog HARDWARE = HardwareCatalog.bundled();
    private static final Sizing SIZING = new Sizing(HARDWARE, DeviceProfiles.bundled());
    private static final ModelArchitecture LLAMA = ModelCatalog.bundled().model("llama-3.1-8b");

    private static SizingRequestBuilder request(double rate) {
        return SizingRequest.of(LLAMA, WorkloadCatalog.bundled().workload("chat"), new Demand.Rate(rate))
                .instance("g6e.xlarge")
                .search(new SearchSpace(List.of(256), List.of(2_048), List.of(1), List.of(1), List.of(), List.of()));
    }

    @Test
    void computesWhatMachinesThatAreThereCanTake() {
        FixedFleets two = SIZING.on(2, request(10).build());
        Capacity capacity = two.capacities().get(0);
        Assessment fleet = two.report().passing().get(0);

        assertThat(fleet.instances()).isEqualTo(2);
        assertThat(fleet.prediction().origin()).isEqualTo(Origin.SIMULATION);
        assertThat(fleet.requestsPerSecond()).isEqualTo(10);
        assertThat(SIZING.on(4, request(10).build()).capacities().get(0).requestsPerSecond())
                .isCloseTo(2 * capacity.requestsPerSecond(), withinPercentage(0.1));
        assertThat(SIZING.on(2, request(capacity.requestsPerSecond()).build())
                        .report()
                        .passing())
                .as("the most holds the objectives")
                .hasSize(1);
        assertThat(SIZING.on(2, request(1.4 * capacity.requestsPerSecond()).build())
                        .report()
                        .passing())
                .as("much more does not")
                .isEmpty();
        assertThat(capacity.users()).isGreaterThan(20);
    }

    @Test
    void aDayFollowsItsLoad() {
        List<Assessment> atPeak = SIZING.size(request(100).top(0).build()).passing();
        long most = atPeak.get(0).instances();
        DayPlan day = DayPlan.of(atPeak, List.of(100.0, 50.0, 0.0, 50.0), Duration.ofMinutes(15))
                .get(0);

        assertThat(day.hours())
                .extracting(DayPlan.Hour::machines)
                .containsExactly(most, (most + 1) / 2, 1L, (most + 1) / 2);
        assertThat(day.hours().get(2).starting()).isEqualTo((most + 1) / 2 - 1);
        double each = atPeak.get(0).usdPerHour().orElseThrow() / most;
        assertThat(day.hours().get(2).usd().orElseThrow())
                .isCloseTo(each * (1 + 0.25 * day.hours().get(2).starting()), within(1e-9));
        assertThat(day.usdPerDayAtPeak().orElseThrow()).isCloseTo(4 * each * most, within(1e-9));
        assertThat(day.usdPerDay().orElseThrow())
                .isLessThan(day.usdPerDayAtPeak().orElseThrow());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DayPlan.of(atPeak, List.of(1.0, -2.0), Duration.ofHours(2)))
                .withMessageContaining("start-up takes")
                .withMessageContaining("rate is -2.0");
    }

    @Test
    void aMachineOfOnesOwnCostsItsPurchaseAndItsPower() {
        // 350,400 USD over 4 years are 10 USD an hour; 10 kW at a PUE of 1.5 and 0.20 USD are 3.
        assertThat(new OwnershipCost(350_400, 4, 10_000, 1.5, 0.20).usdPerHour())
                .isCloseTo(13, within(1e-9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OwnershipCost(0, 4, 10, 0.5, 1))
                .withMessageContaining("purchase price is 0.0")
                .withMessageContaining("PUE is 0.5");
    }

    @ParameterizedTest
    @CsvSource({
        "llama-3.1-8b,  h100-sxm, bf16, KNOWN,   1",
        "llama-3.1-70b, h100-sxm, bf16, KNOWN,   2",
        "llama-3.1-8b,  t4,       bf16, REFUSED, 0",
        "deepseek-v3,   l4,       fp8,  REFUSED, 0"
    })
    void listsWhatCanBePredicted(String model, String gpu, String precision, Support.Status status, int least) {
        Support support = Support.of(
                ModelCatalog.bundled().model(model),
                HARDWARE.accelerator(gpu),
                Precision.of(precision),
                "vllm 0.32.0",
                4_096,
                DeviceProfiles.bundled());

        assertThat(support.status()).isEqualTo(status);
        assertThat(support.leastAccelerators()).isEqualTo(least);
        assertThat(support.reason()).isNotBlank();
    }
}
