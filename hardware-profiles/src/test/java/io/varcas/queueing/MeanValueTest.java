package io.varcas.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.engine.Cluster;
import io.varcas.engine.Engine;
import io.varcas.engine.Horizon;
import io.varcas.engine.Load;
import io.varcas.engine.RequestMix;
import io.varcas.engine.Simulation;
import io.varcas.engine.SimulationResult;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.MemoryPlan;
import io.varcas.roofline.PhysicalStepTime;
import io.varcas.roofline.ServingLimits;
import io.varcas.roofline.StepCoefficients;
import io.varcas.roofline.StepModel;
import io.varcas.traffic.Seed;
import io.varcas.traffic.UniformLengths;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeanValueTest {

    private static final Deployment LLAMA_ON_H100 = Deployment.of(
            ModelCatalog.bundled().model("llama-3.1-8b"),
            HardwareCatalog.bundled().accelerator("h100"),
            Precision.BF16);
    private static final ServingLimits LIMITS = new ServingLimits(256, 8_192, 32_768, 0.9);

    /**
     * The product form of a second implementation (Python, 2026-11), for Llama-3.1-8B on an H100, at the mean lengths of
     * the samples it was made from.
     */
    @ParameterizedTest(name = "{0} requests/s")
    @CsvSource({
        "1, 997.2, 253.8, 6.99",
        "4, 997.2, 253.8, 7.76",
        "8, 997.2, 253.8, 9.12",
        "12, 1015.5, 249.8, 11.18",
        "16, 1012.2, 253.7, 14.67",
        "20, 1014.1, 252.6, 22.04",
        "22, 1009.9, 249.9, 29.82"
    })
    void openLoopAgreesWithTheSecondImplementation(double rate, double prompt, double output, double tpotMillis) {
        assertThat(new OpenLoop(point(prompt, output, 0.9))
                                .predict(rate, RequestOverheads.OPEN_LOOP)
                                .tpotSeconds()
                        * 1e3)
                .isCloseTo(tpotMillis, withinPercentage(5));
    }

    @Test
    void overloadIsOverload() {
        OpenLoop loop = new OpenLoop(point(1_000, 250, 0.9));
        double capacity = loop.capacityPerSecond();
        MeanPrediction beyond = loop.predict(1.3 * capacity, RequestOverheads.OPEN_LOOP);
        MeanPrediction below = loop.predict(0.9 * capacity, RequestOverheads.OPEN_LOOP);

        assertThat(beyond.overloaded()).isTrue();
        assertThat(beyond.utilisation()).isCloseTo(1.3, within(0.01));
        assertThat(beyond.ttftSeconds()).isInfinite();
        assertThat(beyond.requestsPerSecond()).isCloseTo(capacity, withinPercentage(0.1));
        assertThat(beyond.tpotSeconds()).as("those that run still advance").isFinite();
        assertThat(below.overloaded()).isFalse();
        assertThat(below.ttftSeconds()).isLessThan(1);
    }

    @Test
    void latencyRisesWithLoad() {
        OpenLoop loop = new OpenLoop(point(1_000, 250, 0.9));
        double previous = 0;
        for (double rate = 0.5; rate < loop.capacityPerSecond(); rate *= 1.3) {
            MeanPrediction prediction = loop.predict(rate, RequestOverheads.OPEN_LOOP);
            assertThat(prediction.tpotSeconds()).isGreaterThan(previous);
            previous = prediction.tpotSeconds();
        }
    }

    @Test
    void memoryBoundsWhatRuns() {
        ServingPoint tight = new ServingPoint(
                new StepModel(LLAMA_ON_H100), StepCoefficients.DEFAULT, LIMITS, 1_000, 0, 250, 0, 11_250);

        assertThat(tight.mostByMemory()).as("1,000 + 125 tokens each").isCloseTo(10, within(1e-9));
        assertThat(new OpenLoop(tight).capacityPerSecond())
                .isLessThan(new OpenLoop(point(1_000, 250, 0)).capacityPerSecond());
        assertThat(new ClosedLoop(tight, 100)
                        .predict(RequestOverheads.CLOSED_LOOP, 1e9)
                        .running())
                .isCloseTo(10, within(1e-9));
    }

    /** The closed form against the simulation of the same closed loop, at steady state. */
    @ParameterizedTest(name = "{0} users")
    @CsvSource({"1, 1000, 250", "8, 1000, 250", "64, 1000, 250", "128, 500, 500", "64, 4000, 100"})
    void closedLoopAgreesWithSimulation(int users, int prompt, int output) {
        MeanPrediction form = new ClosedLoop(point(prompt, output, 0), users)
                .predict(new RequestOverheads(0, 0), Double.POSITIVE_INFINITY);
        Engine engine = new Engine(
                MemoryPlan.of(LLAMA_ON_H100, LIMITS).engineLimits(prompt + output),
                new PhysicalStepTime(new StepModel(LLAMA_ON_H100), StepCoefficients.DEFAULT));
        SimulationResult simulated = Simulation.run(
                Cluster.single(engine),
                Load.closed(users),
                RequestMix.of(
                        new UniformLengths(prompt * 8 / 10, prompt * 12 / 10),
                        new UniformLengths(output * 8 / 10, output * 12 / 10)),
                Horizon.requests(40L * users),
                Seed.of(1));

        assertThat(form.tpotSeconds()).isCloseTo(simulated.tpot().mean(), withinPercentage(6));
        assertThat(form.requestsPerSecond()).isCloseTo(simulated.requestsPerSecond(), withinPercentage(8));
    }

    @Test
    void aTokenBudgetHoldsPromptsBack() {
        ServingLimits small = new ServingLimits(256, 256, 32_768, 0.9);
        ServingPoint point =
                new ServingPoint(new StepModel(LLAMA_ON_H100), StepCoefficients.DEFAULT, small, 4_000, 0, 100, 0, 1e6);
        MeanPrediction prediction = new ClosedLoop(point, 64).predict(RequestOverheads.CLOSED_LOOP, 1e9);

        assertThat(prediction.running())
                .as("256 tokens a step are 40 of prompt to 1 of answer")
                .isLessThan(8);
        assertThat(prediction.ttftSeconds()).isGreaterThan(1);
    }

    @Test
    void theStartUpWaveCostsTimeToFirstToken() {
        ClosedLoop loop = new ClosedLoop(point(1_000, 250, 0), 128);

        assertThat(loop.predict(RequestOverheads.CLOSED_LOOP, 10).ttftSeconds())
                .isGreaterThan(
                        1.5 * loop.predict(RequestOverheads.CLOSED_LOOP, 1e9).ttftSeconds());
    }

    @Test
    void longAnswersAreSeenRunningMoreOften() {
        assertThat(point(1_000, 250, 0).meanContextTokens()).isEqualTo(1_125);
        assertThat(point(1_000, 250, 1).meanContextTokens()).isEqualTo(1_250);
    }

    @Test
    void sharedProcessorIsAnMMcWhereStepsTakeTheSameTime() {
        // t(n) = 1 s and one token a request: with K places an M/M/K queue.
        SharedProcessor processor = SharedProcessor.solve(4, 1, 5, running -> 1);
        MMcQueue reference = new MMcQueue(4, 1, 5);

        assertThat(processor.waitProbability()).isCloseTo(reference.waitProbability(), within(1e-9));
        assertThat(processor.meanWaitSeconds()).isCloseTo(reference.meanWaitSeconds(), within(1e-9));
        assertThat(processor.meanRunning()).isCloseTo(4, within(1e-9));
        assertThat(SharedProcessor.solve(5, 1, 5, running -> 1).stable()).isFalse();
    }

    @Test
    void tokenTimesHaveQuantiles() {
        SharedProcessor processor = SharedProcessor.solve(8, 10, 64, running -> 0.01 * Math.sqrt(running));

        assertThat(processor.tokenSecondsQuantile(0.5)).isLessThan(processor.tokenSecondsQuantile(0.99));
        assertThat(processor.meanTokenSeconds())
                .isBetween(processor.tokenSecondsQuantile(0.05), processor.tokenSecondsQuantile(0.95));
    }

    @Test
    void rejectsImpossiblePoints() {
        assertThatThrownBy(() -> point(0, 250, 0)).hasMessageContaining("prompt is 0.0 tokens");
        assertThatThrownBy(() -> new ClosedLoop(point(1, 1, 0), 0)).hasMessageContaining("users is 0.0");
        assertThatThrownBy(() -> new OpenLoop(point(1, 1, 0)).steadyState(-1))
                .hasMessageContaining("did you mean 1.0?");
    }

    private static ServingPoint point(double prompt, double output, double squaredVariation) {
        return new ServingPoint(
                new StepModel(LLAMA_ON_H100),
                StepCoefficients.DEFAULT,
                LIMITS,
                prompt,
                0,
                output,
                squaredVariation,
                400_000);
    }
}
