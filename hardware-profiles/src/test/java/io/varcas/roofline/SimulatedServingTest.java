package io.varcas.roofline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.engine.Cluster;
import io.varcas.engine.Engine;
import io.varcas.engine.EngineLimits;
import io.varcas.engine.Horizon;
import io.varcas.engine.Load;
import io.varcas.engine.RequestMix;
import io.varcas.engine.Simulation;
import io.varcas.engine.SimulationResult;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import io.varcas.traffic.LogNormalLengths;
import io.varcas.traffic.PoissonArrivals;
import io.varcas.traffic.Seed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Llama-3.1-8B on one H100 under chat of 1,000 tokens in and 250 out, against a second implementation of the simulation. */
class SimulatedServingTest {

    private static final double STD_OVER_MEAN = Math.sqrt(Math.exp(0.64) - 1); // log-normal of sigma 0.8

    /**
     * Mean TPOT and median TTFT in milliseconds of a Python simulation of the same engine and of a second implementation of its
     * step times (2026-11): up to 12 requests/s from 3,000 requests, above that from 20,000, since shorter runs scatter. It
     * takes the prompts of one step for a single long one, which makes its steps slightly longer under load.
     */
    @ParameterizedTest(name = "{0} requests/s")
    @CsvSource({
        "1, 6.99, 19.6",
        "4, 7.81, 21.9",
        "8, 9.30, 24.8",
        "12, 11.60, 29.3",
        "16, 15.06, 35.5",
        "20, 23.53, 50.4"
    })
    void agreesWithTheSecondImplementation(double rate, double tpotMillis, double ttftMillis) {
        StepModel model = new StepModel(Deployment.of(
                ModelCatalog.bundled().model("llama-3.1-8b"),
                HardwareCatalog.bundled().accelerator("h100"),
                Precision.BF16));
        Engine engine =
                new Engine(EngineLimits.of(256, 8_192, 25_000), new PhysicalStepTime(model, StepCoefficients.DEFAULT));
        SimulationResult result = Simulation.run(
                Cluster.single(engine),
                Load.open(new PoissonArrivals(rate)),
                RequestMix.of(
                        new LogNormalLengths(1_000, 1_000 * STD_OVER_MEAN, 16, 16_000),
                        new LogNormalLengths(250, 250 * STD_OVER_MEAN, 2, 100_000)),
                Horizon.requests((long) (2_000 + 1_000 * rate)),
                Seed.of(2));

        assertThat(result.tpot().mean() * 1e3).isCloseTo(tpotMillis, withinPercentage(5));
        assertThat(result.ttft().quantile(0.5) * 1e3).isCloseTo(ttftMillis, withinPercentage(7));
    }
}
