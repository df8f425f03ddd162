package io.varcas.benchmarks.micro;

import io.varcas.calibration.DeviceProfiles;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.ModelCatalog;
import io.varcas.sizing.Sizing;
import io.varcas.sizing.SizingReport;
import io.varcas.sizing.SizingRequest;
import io.varcas.sizing.demand.Demand;
import io.varcas.sizing.demand.WorkloadCatalog;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of sizing over the whole catalog: in closed form alone, and with the ten cheapest candidates simulated.
 * Warm-up is not thrown away lightly here: a user sizes once, in a cold JVM, so the first iteration is the one that is
 * felt.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar org.openjdk.jmh.Main SizingBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
public class SizingBenchmark {

    private static final double USERS = 10_000;

    /** Number of the best candidates that the engine checks. */
    @Param({"0", "10"})
    public int engineChecked;

    /** Sizes chat on Llama-3.1-8B for ten thousand users. */
    @Benchmark
    public SizingReport wholeCatalog() {
        Sizing sizing = new Sizing(HardwareCatalog.bundled(), DeviceProfiles.bundled());
        return sizing.size(SizingRequest.of(
                        ModelCatalog.bundled().model("llama-3.1-8b"),
                        WorkloadCatalog.bundled().workload("chat"),
                        new Demand.Users(USERS, Duration.ZERO))
                .top(engineChecked)
                .build());
    }
}
