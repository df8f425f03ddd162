package io.varcas.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.calibration.DeviceProfile.Scope;
import io.varcas.queueing.RequestOverheads;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.StepCoefficients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {

    private static final Deployment LLAMA = Points.deployment("llama-3.1-8b", "a100", 1);
    private static final StepCoefficients TRUTH = StepCoefficients.of(1, 1.3, 1.6, 0.8, 1, 60, 20, 900, 25);
    private static final RequestOverheads INGRESS = new RequestOverheads(15, 0);

    @Test
    void findsTheTruthInAConsistentLadder() {
        DeviceProfile profile = Calibration.onHost("a100", Points.ladder(LLAMA, TRUTH, INGRESS), "2026-11-22");

        assertThat(profile.tpotErrors().median())
                .as("on points left out")
                .isLessThan(0.02); // the ridge holds coefficients back a little
        assertThat(profile.tpotErrors().p90()).as("stated wider for 12 points").isBetween(0.1, 0.2);
        for (double users : new double[] {4, 64, 200}) {
            Observation other = Points.point(LLAMA, users, 2_500, 100, TRUTH, INGRESS, 1);
            assertThat(other.predict(profile.coefficients(), null).tpotSeconds())
                    .as(users + " users, never seen")
                    .isCloseTo(other.measured().tpotSeconds().orElseThrow(), withinPercentage(3));
        }
        assertThat(Objects.requireNonNull(profile.overheads()).ingressMillis()).isCloseTo(15, within(3.0));
        assertThat(profile.scope()).isEqualTo(Scope.of(LLAMA, "vllm 0.15.1"));
    }

    @Test
    void findsKernelsThatComputeSlowly() {
        StepCoefficients slow = TRUTH.withArithmetic(6);
        DeviceProfile profile = Calibration.onHost("a100", Points.ladder(LLAMA, slow, null), "2026-11-22");

        assertThat(profile.coefficients().arithmetic()).isBetween(4.0, 9.0);
        assertThat(profile.tpotErrors().median()).isLessThan(0.03);
    }

    @Test
    void whatOperationsWereMeasuredForDoesNotFollowPoints() {
        StepCoefficients tooGood = StepCoefficients.of(1, 1, 0.4, 1, 1, 10, 10, 400, 5);
        List<Observation> points = new ArrayList<>();
        for (int repeat = 0; repeat < 40; repeat++) { // against the ridge
            points.addAll(Points.ladder(LLAMA, tooGood, null));
        }

        assertThat(Calibration.across("all", points, "2026-11-22")
                        .coefficients()
                        .decodeAttention())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void oneWildPointDoesNotPullTheOthersAway() {
        List<Observation> points = new ArrayList<>(Points.ladder(LLAMA, TRUTH, null));
        points.add(Points.point(LLAMA, 16, 1_000, 200, TRUTH, null, 5));
        DeviceProfile profile = Calibration.onHost("a100", points, "2026-11-22");
        Observation other = Points.point(LLAMA, 64, 2_500, 100, TRUTH, null, 1);

        assertThat(other.predict(profile.coefficients(), null).tpotSeconds())
                .isCloseTo(other.measured().tpotSeconds().orElseThrow(), withinPercentage(8));
    }

    @Test
    void coefficientsNobodySpokeOfStayWhereTheyWere() {
        DeviceProfile profile = Calibration.onHost("a100", Points.ladder(LLAMA, TRUTH, null), "2026-11-22");

        assertThat(profile.coefficients().allReduce())
                .as("one rank reduces nothing")
                .isCloseTo(1, within(1e-6));
        assertThat(profile.coefficients().perExpertLayerMicros()).isCloseTo(5, within(1e-6));
        assertThat(profile.overheads())
                .as("no time to first token was measured")
                .isNull();
    }

    @Test
    void nothingComesOutNegative() {
        StepCoefficients free = StepCoefficients.of(1, 1, 0, 0, 0, 0, 0, 0, 0);
        DeviceProfile profile = Calibration.onHost("a100", Points.ladder(LLAMA, free, null), "2026-11-22");

        assertThat(DoubleStream.of(profile.coefficients().linear())).allMatch(value -> value >= 0);
    }

    @Test
    void refusesToMixDeploymentsOrToFitToNothing() {
        List<Observation> mixed = new ArrayList<>(Points.ladder(LLAMA, TRUTH, null));
        mixed.add(Points.point(Points.deployment("qwen3-8b", "a100", 1), 1, 100, 100, TRUTH, null, 1));

        assertThatThrownBy(() -> Calibration.onHost("x", mixed, "2026-11-22"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("qwen3-8b on a100-80-sxm")
                .hasMessageContaining("calibrate each deployment and engine on its own");
        assertThatThrownBy(() -> Calibration.onHost("x", mixed.subList(0, 1), "2026-11-22"))
                .hasMessageContaining("is 1; it must be at least 2");
    }

    @Test
    void twoPointsGiveAWideInterval() {
        List<Observation> ladder = Points.ladder(LLAMA, TRUTH, null);
        DeviceProfile two = Calibration.onHost("x", List.of(ladder.get(0), ladder.get(11)), "2026-11-22");

        assertThat(two.tpotErrors().rows()).isEqualTo(2);
        assertThat(two.tpotErrors().p90())
                .isGreaterThan(0.3)
                .isGreaterThan(Calibration.onHost("x", ladder, "2026-11-22")
                        .tpotErrors()
                        .p90());
    }

    @Test
    void aProfileSaysItsRangeAndItsKernels() {
        DeviceProfile profile = Calibration.onHost("x", Points.ladder(LLAMA, TRUTH, null), "2026-11-22");
        FittedRange range = Objects.requireNonNull(profile.range());

        assertThat(range).isEqualTo(new FittedRange(1, 128, 228, 4_100));
        assertThat(range.widening(64, 1_000)).isEqualTo(1);
        assertThat(range.widening(512, 1_000)).as("two doublings beyond").isCloseTo(1.5, within(1e-9));
        assertThat(range.widening(64, 57)).as("two below").isCloseTo(1.5, within(1e-9));
        assertThat(profile.kernels()).isEqualTo(LLAMA.kernels().describe());
        assertThat(profile.covers(LLAMA, "vllm 0.15.1")).isTrue();
    }

    @Test
    void aProfileOfOtherKernelsIsNotTaken() {
        Deployment triton = Points.deployment("qwen3-30b-a3b", "h100", 1);
        DeviceProfile profile = Calibration.onHost("x", Points.ladder(triton, TRUTH, null), "2026-11-22");

        assertThat(profile.covers(triton, "vllm 0.15.1")).isTrue();
        assertThat(profile.covers(triton.withExpertKernels("marlin"), "vllm 0.15.1"))
                .isFalse();
    }

    @Test
    void oneModelAtSeveralDegreesIsFittedTogether() {
        List<Observation> points = new ArrayList<>();
        for (int ranks : new int[] {1, 2, 4}) {
            points.addAll(Points.ladder(Points.deployment("llama-3.1-8b", "h100", ranks), TRUTH, null));
        }
        DeviceProfile profile = Calibration.onHost("x", points, "2026-11-22");

        assertThat(profile.scope().tensorParallel()).isNull();
        assertThat(profile.scope().model()).isEqualTo("llama-3.1-8b");
        assertThat(profile.tpotErrors().median()).isLessThan(0.05);
    }

    @Test
    void transferHoldsOtherModelsToWhatAllHaveInCommon() {
        StepCoefficients slowHost = StepCoefficients.of(1, 1, 1, 1, 1, 40, 40, 400, 5);
        List<Observation> points = new ArrayList<>();
        for (String model : new String[] {"llama-3.1-8b", "qwen3-14b", "llama-2-13b"}) {
            points.addAll(Points.ladder(Points.deployment(model, "a100", 1), slowHost, null));
            points.addAll(Points.ladder(Points.deployment(model, "h100", 2), slowHost, null));
        }
        Evaluation evaluation = Evaluation.leavingGroupsOut(points);

        assertThat(evaluation.groups()).hasSize(6).containsKey("qwen3-14b on h100-sxm");
        assertThat(evaluation.overall().tpot().uncalibrated().rows()).isEqualTo(72);
        assertThat(evaluation.overall().tpot().uncalibrated().median()).isGreaterThan(0.05);
        assertThat(evaluation.overall().tpot().calibrated().median())
                .as("held, so that a few groups cannot move it far")
                .isLessThan(0.9 * evaluation.overall().tpot().uncalibrated().median());
        assertThat(evaluation.overall().throughput().calibrated().median())
                .isLessThan(evaluation.overall().throughput().uncalibrated().median());
        assertThat(Calibration.across("all", points, "2026-11-22").scope()).isEqualTo(Scope.ANYTHING);
    }

    @Test
    void judgedPointsNeverTakePartInTheirOwnFit() {
        List<Observation> others =
                Points.ladder(Points.deployment("qwen3-14b", "a100", 1), StepCoefficients.DEFAULT, null);
        List<Observation> judged = Points.ladder(LLAMA, TRUTH, null);
        List<Observation> all = new ArrayList<>(others);
        all.addAll(judged);

        assertThat(Evaluation.heldOut(all, judged).overall())
                .as("points of the judged group are left out of the fit")
                .isEqualTo(Evaluation.heldOut(others, judged).overall());
    }

    @Test
    void profilesSurviveTheirFile(@TempDir Path directory) {
        DeviceProfile profile = Calibration.onHost("mine", Points.ladder(LLAMA, TRUTH, INGRESS), "2026-11-22");
        Path file = directory.resolve("mine.json");
        DeviceProfiles.write(profile, file);

        assertThat(DeviceProfiles.none().with(file).all()).containsExactly(profile);
        assertThat(directory).as("no half-written file is left").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void theNarrowestProfileWins(@TempDir Path directory) throws IOException {
        DeviceProfile wide = Calibration.across("wide", Points.ladder(LLAMA, TRUTH, null), "2026-11-22");
        DeviceProfile narrow = Calibration.onHost("narrow", Points.ladder(LLAMA, TRUTH, null), "2026-11-22");
        DeviceProfiles profiles = DeviceProfiles.none().with(narrow).with(wide);

        assertThat(profiles.bestFor(LLAMA, "vllm 0.15.1")).contains(narrow);
        assertThat(profiles.bestFor(LLAMA, "vllm 0.30.0"))
                .as("another engine version")
                .contains(wide);
        assertThat(profiles.bestFor(Points.deployment("qwen3-8b", "a100", 1), "vllm 0.15.1"))
                .contains(wide);
        assertThat(DeviceProfiles.none().bestFor(LLAMA, "vllm 0.15.1")).isEmpty();
        Files.writeString(directory.resolve("bad.json"), """
                {"kind": "profile", "id": "x", "source": "s", "asOf": "2026", "coefficients": {"gemm": 1}}""");
        assertThatThrownBy(() -> DeviceProfiles.none().with(directory))
                .hasMessageContaining("coefficients.decodeAttention is missing");
    }

    @Test
    void bundledProfilesCoverEverything() {
        DeviceProfile profile =
                DeviceProfiles.bundled().bestFor(LLAMA, "vllm 0.15.1").orElseThrow();

        assertThat(profile.scope()).isEqualTo(Scope.ANYTHING);
        assertThat(profile.tpotErrors().median()).isLessThan(0.15);
        assertThat(DeviceProfiles.bundled()
                        .bestFor(LLAMA, "another engine")
                        .orElseThrow()
                        .id())
                .isEqualTo(profile.id());
    }
}
