package io.varcas.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.calibration.DeviceProfiles;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.hardware.Price.Availability;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import io.varcas.queueing.QueueModel;
import io.varcas.roofline.Deployment;
import io.varcas.sizing.demand.Demand;
import io.varcas.sizing.demand.Estimate;
import io.varcas.sizing.demand.LatencyMetric;
import io.varcas.sizing.demand.LatencyTargets;
import io.varcas.sizing.demand.ObjectiveRow;
import io.varcas.sizing.demand.Objectives;
import io.varcas.sizing.demand.Origin;
import io.varcas.sizing.demand.Prediction;
import io.varcas.sizing.demand.Quantile;
import io.varcas.sizing.demand.ServiceWorkload;
import io.varcas.sizing.demand.WorkloadCatalog;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class SizingTest {

    private static final HardwareCatalog HARDWARE = HardwareCatalog.bundled();
    private static final Sizing SIZING = new Sizing(HARDWARE, DeviceProfiles.bundled());
    private static final ModelArchitecture LLAMA = ModelCatalog.bundled().model("llama-3.1-8b");
    private static final ServiceWorkload CHAT = WorkloadCatalog.bundled().workload("chat");

    private static SizingRequestBuilder users(double users) {
        return SizingRequest.of(LLAMA, CHAT, new Demand.Users(users, Duration.ZERO))
                .top(0);
    }

    private static SizingRequestBuilder rate(double perSecond) {
        return SizingRequest.of(LLAMA, CHAT, new Demand.Rate(perSecond)).top(0);
    }

    @Test
    void answersEveryDemandDifferently() {
        List<Assessment> best = DoubleStream.of(1, 10, 100, 10_000, 1_000_000)
                .mapToObj(users -> SIZING.size(users(users).build()).passing().get(0))
                .toList();

        assertThat(best)
                .extracting(fleet -> fleet.usdPerHour().orElseThrow() + " "
                        + fleet.prediction().utilisation())
                .doesNotHaveDuplicates();
        assertThat(best)
                .extracting(Assessment::usdPerHour)
                .extracting(OptionalDouble::orElseThrow)
                .isSorted();
        assertThat(best.get(4).instances()).isGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource({"10000, h100-sxm", "30000, l4", "100000, a100-80-sxm"})
    void twiceTheUsersNeedAboutTwiceTheMachines(double users, String gpu) {
        Assessment once =
                SIZING.size(users(users).accelerator(gpu).build()).passing().get(0);
        String instance = once.candidate().instance().id();
        Assessment twice = SIZING.size(
                        users(2 * users).accelerator(gpu).instance(instance).build())
                .passing()
                .get(0);

        // Rounding up adds at most one machine on either side.
        assertThat(twice.instances()).isBetween(2 * once.instances() - 2, 2 * once.instances() + 1);
    }

    @Test
    void neverPassesWhatIsOverloadedOrMissesAnObjective() {
        SizingReport report = SIZING.size(rate(50).build());

        assertThat(report.passing()).isNotEmpty().allSatisfy(fleet -> {
            assertThat(fleet.prediction().utilisation()).isLessThan(1);
            assertThat(fleet.objectives()).hasSize(6).allMatch(ObjectiveRow::holds);
            assertThat(fleet.burstFactor()).isGreaterThanOrEqualTo(1.25);
        });
        assertThat(report.failing())
                .isNotEmpty()
                .allSatisfy(fleet -> assertThat(fleet.worstGap()).isGreaterThan(0));
    }

    @Test
    void sortsThePassingByCostAndTheFailingByGap() {
        SizingReport report = SIZING.size(rate(50).build());

        assertThat(report.passing())
                .extracting(fleet -> fleet.usdPerHour().orElseThrow())
                .isSorted();
        assertThat(report.failing())
                .isSortedAccordingTo(Comparator.comparing(Assessment::worstGap)
                        .thenComparing(fleet -> fleet.usdPerHour().orElseThrow()));
        assertThat(report.pareto())
                .isSubsetOf(report.passing())
                .isSortedAccordingTo(Comparator.comparing(fleet ->
                        -fleet.prediction().at(LatencyMetric.E2E, Quantile.P95).value()));
    }

    @Test
    void overloadMeetsNothingEvenWithoutObjectives() {
        ObjectiveRow row = ObjectiveRow.of(LatencyMetric.TTFT, Quantile.P50, 10, new Estimate(0.1, 0.05, 0.2), 0, true);

        assertThat(row.holds()).isFalse();
        assertThat(row.status()).isEqualTo(ObjectiveRow.Status.OVERLOADED);
        assertThat(row.gap()).isInfinite();
    }

    @Test
    void costsAreThoseOfTheDemandAndNotOfTheCapacity() {
        Assessment fleet = SIZING.size(rate(5).build()).passing().get(0);
        Cost cost = Objects.requireNonNull(fleet.cost());

        assertThat(cost.usdPerRequest() * 5 * 3_600).isCloseTo(cost.usdPerHour(), within(1e-9));
        assertThat(cost.usdPerMonth()).isCloseTo(730 * cost.usdPerHour(), within(1e-6));
        assertThat(cost.usdPer1kOutputTokens() * CHAT.requests().meanOutputTokens() / 1_000)
                .isCloseTo(cost.usdPerRequest(), within(1e-12));
    }

    @Test
    void moreHeadroomLeavesMoreIdle() {
        double none = burst(0);
        double half = burst(50);
        double twice = burst(100);

        assertThat(none).isGreaterThanOrEqualTo(1 / 0.95 - 1e-9);
        assertThat(half).isGreaterThanOrEqualTo(1.5);
        assertThat(twice).isGreaterThanOrEqualTo(2);
    }

    private static double burst(double headroom) {
        return SIZING.size(rate(500).headroomPercent(headroom).build()).passing().stream()
                .mapToDouble(Assessment::burstFactor)
                .min()
                .orElseThrow();
    }

    @Test
    void theEngineHasTheLastWordOnTheCheapest() {
        SizingReport report = SIZING.size(rate(20).top(2).build());

        assertThat(report.passing().stream()
                                .filter(fleet -> fleet.prediction().origin() == Origin.SIMULATION)
                                .count()
                        + report.failing().stream()
                                .filter(fleet -> fleet.prediction().origin() == Origin.SIMULATION)
                                .count())
                .isEqualTo(2);
        Assessment first = report.passing().get(0);
        assertThat(first.prediction().at(LatencyMetric.TTFT, Quantile.P99).value())
                .isGreaterThan(
                        first.prediction().at(LatencyMetric.TTFT, Quantile.P50).value());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void endToEndQuantilesAreThoseOfRequests(int engineChecks) {
        Prediction prediction = SIZING.size(
                        rate(20).instance("p5.4xlarge").top(engineChecks).build())
                .passing()
                .get(0)
                .prediction();
        double median = prediction.at(LatencyMetric.E2E, Quantile.P50).value();

        // Outputs of 150 tokens on average are 301 at their 95th percentile and 131 at their median.
        assertThat(prediction.at(LatencyMetric.E2E, Quantile.P95).value() / median)
                .isCloseTo(301.0 / 131, withinPercentage(10));
        assertThat(SIZING.size(SizingRequest.of(
                                        LLAMA,
                                        CHAT.withObjectives(new Objectives(
                                                LatencyTargets.NONE,
                                                LatencyTargets.NONE,
                                                new LatencyTargets(
                                                        OptionalDouble.empty(),
                                                        OptionalDouble.of(1.5 * median),
                                                        OptionalDouble.empty()))),
                                        new Demand.Rate(20))
                                .instance("p5.4xlarge")
                                .top(engineChecks)
                                .build())
                        .passing())
                .as("a target that the median meets and the 95th percentile does not")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void usersAskAsFastAsTheResponsesLetThem(int engineChecks) {
        Assessment fleet = SIZING.size(
                        users(100).instance("p5.4xlarge").top(engineChecks).build())
                .passing()
                .get(0);

        // Little's law: without think time, all users always wait for a response.
        double median = fleet.prediction().at(LatencyMetric.E2E, Quantile.P50).value();
        assertThat(fleet.requestsPerSecond()).isBetween(0.7 * 100 / median, 100 / median);
        assertThat(fleet.prediction().running() * fleet.replicas()).isBetween(90.0, 101.0);
    }

    @Test
    void queuesOfTheTextbookStandBesideThePrediction() {
        Assessment fleet =
                SIZING.size(rate(20).instance("p5.4xlarge").build()).passing().get(0);

        assertThat(fleet.queueModels())
                .extracting(QueueModel::name)
                .containsExactly("M/G/1", "M/D/1", "G/G/1", "M/M/c", "M/G/1");
        assertThat(fleet.queueModels().get(0).queue().meanWaitSeconds())
                .isBetween(
                        fleet.queueModels().get(1).queue().meanWaitSeconds(),
                        fleet.queueModels().get(2).queue().meanWaitSeconds());
        assertThat(fleet.queueModels().get(4).queue().stable())
                .as("one request at a time cannot serve 20 a second")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"chat, 40, 0.15", "rag, 3, 0.25", "code, 1.5, 0.35"})
    void theFormulaIsNearTheEngineAtHalfOfTheCapacity(String name, double rate, double tolerance) {
        ServiceWorkload workload = WorkloadCatalog.bundled().workload(name).withObjectives(Objectives.NONE);
        SizingRequestBuilder request =
                SizingRequest.of(LLAMA, workload, new Demand.Rate(rate)).instance("p5.4xlarge");
        Prediction formula =
                SIZING.size(request.top(0).build()).passing().get(0).prediction();
        Prediction engine = SIZING.size(request.top(1).build()).passing().get(0).prediction();

        assertThat(engine.origin()).isEqualTo(Origin.SIMULATION);
        for (LatencyMetric metric : LatencyMetric.values()) {
            for (Quantile quantile : Quantile.values()) {
                assertThat(formula.at(metric, quantile).value()
                                / engine.at(metric, quantile).value())
                        .as(metric + " " + quantile)
                        .isCloseTo(1, within(tolerance));
            }
        }
    }

    @Test
    void theSameRequestGivesTheSameAnswer() {
        assertThat(SIZING.size(rate(20).top(1).build()).passing())
                .isEqualTo(SIZING.size(rate(20).top(1).build()).passing());
    }

    @Test
    void refusesTurnUpWithTheirReason() {
        SizingReport report = SIZING.size(rate(1).accelerator("t4")
                .precisions(Precision.BF16, Precision.FP8)
                .build());

        assertThat(report.passing()).isEmpty();
        assertThat(report.unfit())
                .isNotEmpty()
                .allSatisfy(unfit -> assertThat(unfit.reason()).contains("bf16").contains("fp8"));
    }

    @Test
    void bigModelsAreSpreadOverManyAccelerators() {
        ModelArchitecture big = ModelCatalog.bundled().model("llama-3.1-70b");
        SizingReport report = SIZING.size(
                SizingRequest.of(big, CHAT, new Demand.Rate(1)).top(0).build());

        // 131.4 GiB of weights.
        assertThat(report.passing()).isNotEmpty().allSatisfy(fleet -> {
            Deployment deployment = fleet.candidate().deployment();
            assertThat(deployment.accelerators()
                            * deployment.accelerator().memory().usableGib().value())
                    .isGreaterThan(131.4);
        });
        assertThat(report.passing())
                .anyMatch(fleet -> fleet.candidate().deployment().tensorParallel() > 1);
        assertThat(report.unfit()).extracting(Unfit::instance).contains("aws/g4dn.xlarge");
    }

    @Test
    void keepsToThePlaceTheTermsAndThePriceLimit() {
        SizingReport report =
                SIZING.size(rate(5).place("us-east-1").maxUsdPerHour(3).build());
        SizingReport spot = SIZING.size(rate(5).terms(Availability.SPOT).build());

        assertThat(report.passing()).isNotEmpty().allSatisfy(fleet -> {
            assertThat(fleet.candidate().instance().cloud()).isEqualTo("aws");
            assertThat(fleet.usdPerHour().orElseThrow()).isLessThanOrEqualTo(3);
        });
        assertThat(report.rejected()).isNotEmpty();
        assertThat(spot.passing())
                .allSatisfy(fleet -> assertThat(fleet.cost())
                        .satisfies(cost -> assertThat(
                                        Objects.requireNonNull(cost).price().availability())
                                .isEqualTo(Availability.SPOT)));
    }

    @Test
    void machinesWithoutAPriceOnTheTermsAreNamed() {
        SizingReport spot =
                SIZING.size(rate(5).cloud("aws").terms(Availability.SPOT).build());

        assertThat(spot.passing()).isEmpty();
        assertThat(spot.unfit())
                .isNotEmpty()
                .allSatisfy(unfit -> assertThat(unfit.reason()).isEqualTo("no spot price is known for it"));
    }

    @Test
    void machinesLeftOutForTheirPriceAreNamedBesideThoseThatHaveOne() {
        assertThat(SIZING.size(rate(5).terms(Availability.SPOT).build()).assumptions())
                .anySatisfy(assumption -> assertThat(assumption)
                        .startsWith("left out, as no spot price is known: ")
                        .contains("aws/p5.48xlarge"));
    }

    @Test
    void filtersThatLetNoMachineThroughTogetherAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SIZING.size(rate(5).cloud("aws").place("europe-west4").build()))
                .withMessage("no machine of the catalog is of cloud aws and offered in europe-west4; leave one of the"
                        + " filters out");
    }

    @Test
    void anOldEngineIsWarnedAbout() {
        assertThat(SIZING.size(rate(5).engine("vllm 0.6.3").build()).warnings())
                .anyMatch(warning -> warning.contains("0.6.3 runs the V0 engine"));
        assertThat(SIZING.size(rate(5).engine("vllm 0.8.0").build()).warnings()).isEmpty();
    }

    @Test
    void namesTheNearestPlaceGpuInstanceAndCloud() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SIZING.size(rate(5).place("us-esat-1").build()))
                .withMessageContaining("us-east-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SIZING.size(rate(5).accelerator("h100-smx").build()))
                .withMessageContaining("h100-sxm");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SIZING.size(rate(5).instance("g5.xlage").build()))
                .withMessageContaining("g5.xlarge");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SIZING.size(rate(5).cloud("asw").build()))
                .withMessageContaining("aws");
    }
}
