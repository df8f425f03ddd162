package io.varcas.benchmarks.micro;

import io.varcas.engine.Cluster;
import io.varcas.engine.Engine;
import io.varcas.engine.EngineLimits;
import io.varcas.engine.EngineRequest;
import io.varcas.engine.Horizon;
import io.varcas.engine.Load;
import io.varcas.engine.RequestMix;
import io.varcas.engine.Simulation;
import io.varcas.engine.SimulationResult;
import io.varcas.engine.Step;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.PhysicalStepTime;
import io.varcas.roofline.StepCoefficients;
import io.varcas.roofline.StepModel;
import io.varcas.traffic.LogNormalLengths;
import io.varcas.traffic.PoissonArrivals;
import io.varcas.traffic.Seed;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of the engine in virtual time, with step times from the physical model of Llama-3.1-8B on one H100.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar org.openjdk.jmh.Main EngineBenchmark
 * </pre>
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class EngineBenchmark {

    private static final int BATCH = 64;
    private static final int PROMPT_TOKENS = 1_000;
    private static final int OUTPUT_TOKENS = 250;

    private final PhysicalStepTime law = new PhysicalStepTime(
            new StepModel(Deployment.of(
                    ModelCatalog.bundled().model("llama-3.1-8b"),
                    HardwareCatalog.bundled().accelerator("h100"),
                    Precision.BF16)),
            StepCoefficients.DEFAULT);

    private Engine engine = engine();
    private long nextId;
    private long now;

    private Engine engine() {
        return new Engine(EngineLimits.of(256, 8_192, 25_000), law);
    }

    /** Fills the batch with requests of different ages. */
    @Setup
    public void fillTheBatch() {
        engine = engine();
        for (int i = 0; i < BATCH; i++) {
            engine.submit(EngineRequest.of(nextId++, PROMPT_TOKENS, 1 + OUTPUT_TOKENS * (i + 1) / BATCH));
        }
    }

    /** Returns the steps per second on one core with 64 requests running; who finishes is replaced at once. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public Step stepAtBatch64() {
        Step step = Objects.requireNonNull(engine.step(now));
        now = step.endNanos();
        for (int left = step.finishing(); left > 0; left--) {
            engine.submit(EngineRequest.of(nextId++, PROMPT_TOKENS, OUTPUT_TOKENS));
        }
        return step;
    }

    /** Returns an hour of chat at 20 requests per second. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public SimulationResult hourOfChat() {
        return Simulation.run(
                Cluster.single(engine()),
                Load.open(new PoissonArrivals(20)),
                RequestMix.of(new LogNormalLengths(250, 150, 10, 4_500), new LogNormalLengths(150, 80, 20, 1_000)),
                Horizon.time(Duration.ZERO, Duration.ofHours(1)),
                Seed.of(42));
    }
}
