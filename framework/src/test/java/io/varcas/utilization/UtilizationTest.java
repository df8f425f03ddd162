package io.varcas.utilization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeployedHardware;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.profiler.Reading;
import io.varcas.profiler.kernel.EngineStep;
import io.varcas.profiler.kernel.KernelClass;
import io.varcas.profiler.kernel.KernelProfile;
import io.varcas.profiler.kernel.KernelProfile.Side;
import io.varcas.profiler.kernel.KernelTime;
import io.varcas.roofline.StepModel;
import io.varcas.utilization.Bottleneck.Kind;
import io.varcas.utilization.Utilization.Phase;
import io.varcas.utilization.Utilization.PhaseUse;
import io.varcas.utilization.Utilization.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model of 8.03e9 parameters in 16 bits on an H100: 989 TFLOP/s, 3,350 GB/s. */
@Tag("slow")
class UtilizationTest {

    private static final double WEIGHTS = 7.5e9; // multiplied for a token, without the input embedding

    private final UtilizationCalculator calculator = calculator();

    private static UtilizationCalculator calculator() {
        DeployedHardware hardware = DeploymentResolver.resolve(
                DeploymentSpec.parse("h100,model=llama-3.1-8b"), Catalogs.bundled(), "vllm 0.32.0");
        return new UtilizationCalculator(
                new StepModel(hardware.deployment()), hardware.timing().coefficients());
    }

    @Test
    void dividesTheWorkOfStepsByTheirMeasuredTime() {
        Utilization use = calculator
                .of(profile(new EngineStep(0, 0.010, 10, 0, 0, 8, 8), new EngineStep(0, 0.050, 1, 1, 1000, 0, 0)), 100)
                .orElseThrow();

        PhaseUse prefill = use.phases().get(0);
        PhaseUse decode = use.phases().get(1);
        assertThat(use.source()).isEqualTo(Source.KERNEL_PROFILE);
        assertThat(prefill.phase()).isEqualTo(Phase.PREFILL);
        assertThat(prefill.flopsPerSecond()).isCloseTo(2 * WEIGHTS * 1000 / 0.050, withinPercentage(10));
        assertThat(decode.steps()).isEqualTo(10);
        assertThat(decode.bytesPerSecond()).isCloseTo(2 * WEIGHTS / 0.010, withinPercentage(5));
        assertThat(use.mbu())
                .isCloseTo((10 * decode.bytes() + prefill.bytes()) / (0.150 * 3350e9), withinPercentage(0.1));
    }

    @Test
    void laysKernelsBesideTheTermsOfTheModel() {
        Utilization use = calculator
                .of(profile(new EngineStep(0, 0.010, 10, 0, 0, 8, 8)), 100)
                .orElseThrow();

        assertThat(use.terms()).extracting("term").containsExactly("GEMM", "attention", "overhead", "no kernel");
        assertThat(use.terms().get(0).seconds().orElseThrow()).isCloseTo(0.006, within(1e-9));
        assertThat(use.terms().get(0).predictedSeconds()).isBetween(0.004, 0.008);
        assertThat(use.terms().get(3).seconds().orElseThrow()).isCloseTo(0.002, within(1e-9));
    }

    @Test
    void hasNoUseWithoutSteps() {
        assertThat(calculator.of(profile(), 100)).isEmpty();
    }

    @Test
    void fallsBackToTheMeanStepOfTheEngine() {
        EngineReadings engine = readings(Map.of(
                "server.step.tokens.n", 400.0,
                "server.tokens.input", 9_000.0,
                "server.tokens.cached", 1_000.0,
                "server.tokens.output", 4_000.0));

        Utilization use = engine.utilization(calculator, 4, 100).orElseThrow();

        assertThat(use.source()).isEqualTo(Source.ENGINE_COUNTERS);
        assertThat(use.basis()).startsWith("no kernel was profiled");
        assertThat(use.phases().get(0).phase()).isEqualTo(Phase.MIXED);
        assertThat(use.phases().get(0).seconds()).isEqualTo(0.01);
        assertThat(use.phases().get(0).flopsPerSecond()).isCloseTo(2 * WEIGHTS * 12_000 / 4, withinPercentage(15));
        assertThat(use.terms()).allSatisfy(term -> assertThat(term.seconds()).isEmpty());
    }

    @Test
    void measuresNothingWithoutCounters() {
        assertThat(readings(Map.of("server.tokens.input", 1.0)).utilization(calculator, 4, 100))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // client, preemptions, KV, waiting, running, cached, planned, idle, step ms, expected
        "true,  0, 0.1, 0,  8, 0.0, 0.0, 0.0,  10, CLIENT",
        "false, 3, 0.7, 0,  8, 0.0, 0.0, 0.0,  10, KV_CAPACITY",
        "false, 0, 0.99, 5, 8, 0.0, 0.0, 0.0,  10, KV_CAPACITY",
        "false, 0, 0.5, 0,  8, 0.1, 0.6, 0.0,  10, CACHE",
        "false, 0, 0.5, 20, 8, 0.0, 0.0, 0.0,  10, SCHEDULING",
        "false, 0, 0.5, 0,  8, 0.0, 0.0, 0.6,  10, SCHEDULING",
        "false, 0, 0.5, 0,  8, 0.0, 0.0, 0.1,   6, MEMORY_BANDWIDTH",
        "false, 0, 0.5, 0,  8, 0.0, 0.0, 0.1, 100, NONE",
        "false, 0, 0.5, 0,  8, 0.0, 0.0, 0.1,   1, NONE"
    })
    void namesTheBottleneckByItsEvidence(
            boolean client,
            double preemptions,
            double kv,
            double waiting,
            double running,
            double cached,
            double planned,
            double idle,
            double millis,
            Kind expected) {
        Utilization use = calculator
                .of(profile(new EngineStep(0, millis / 1e3, 10, 0, 0, 8, 8)), 100)
                .orElseThrow();

        Bottleneck found = BottleneckFinder.find(
                use,
                new EngineState(
                        client ? Optional.of("late") : Optional.empty(),
                        OptionalDouble.of(preemptions),
                        OptionalDouble.of(kv),
                        OptionalDouble.of(waiting),
                        OptionalDouble.of(running),
                        OptionalDouble.of(cached),
                        OptionalDouble.of(planned),
                        OptionalDouble.of(idle)));

        assertThat(found.kind()).as(found.evidence()).isEqualTo(expected);
        assertThat(found.evidence()).isNotBlank();
    }

    @Test
    void namesComputeForLongPrompts() {
        Utilization use = calculator
                .of(profile(new EngineStep(0, 0.25, 1, 4, 8192, 0, 0)), 0)
                .orElseThrow();

        assertThat(BottleneckFinder.find(
                                use,
                                readings(Map.of())
                                        .state(Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty()))
                        .kind())
                .isEqualTo(Kind.COMPUTE);
    }

    @Test
    void measuresThePeaksOfThisHost() {
        HostPeaks peaks = HostPeaks.measure();

        assertThat(peaks.threads()).isPositive();
        assertThat(peaks.flopsPerSecond()).isBetween(1e7, 1e15);
        assertThat(peaks.bytesPerSecond()).isBetween(1e7, 1e14);
    }

    private static EngineReadings readings(Map<String, Double> values) {
        List<Reading> readings = new ArrayList<>();
        values.forEach((name, value) -> readings.add(Reading.of(name, "", value)));
        return new EngineReadings(readings);
    }

    /** Steps in a window of 100 ms on one GPU that is busy for 80: 60 of products, 20 of attention. */
    private static KernelProfile profile(EngineStep... steps) {
        return new KernelProfile(
                "trace",
                "torch trace",
                Side.GPU,
                "",
                1,
                OptionalDouble.of(0.100),
                OptionalDouble.of(0.080),
                List.of(kernel("gemm", KernelClass.GEMM, 0.060), kernel("attention", KernelClass.ATTENTION, 0.020)),
                List.of(steps),
                steps.length,
                false,
                List.of());
    }

    private static KernelTime kernel(String name, KernelClass kind, double seconds) {
        return new KernelTime(name, kind, 1, seconds, OptionalDouble.empty(), OptionalDouble.empty());
    }
}
