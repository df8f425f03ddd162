package io.varcas.benchmarks.micro;

import io.varcas.request.PlannedRequest;
import io.varcas.request.RequestMaker;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.traffic.ArrivalSequence;
import io.varcas.traffic.CyclicalArrivals;
import io.varcas.traffic.HawkesArrivals;
import io.varcas.traffic.PoissonArrivals;
import io.varcas.traffic.Seed;
import io.varcas.workload.PlanResolver;
import io.varcas.workload.WorkloadSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of the work ahead of a request's time: placing its arrival and writing its prompt of 500 tokens.
 * {@code gc.alloc.rate.norm} of {@code -prof gc} is bytes per arrival or prompt.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar org.openjdk.jmh.Main TrafficBenchmark -prof gc
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrafficBenchmark {

    /** A schedule that never ends. */
    @State(Scope.Thread)
    public static class Schedule {

        /** Process that places the arrivals. */
        @Param({"poisson", "hawkes", "cyclical"})
        public String arrivals = "poisson";

        private ArrivalSequence sequence = new PoissonArrivals(1).sequence(Seed.of(1));

        /** Begins the schedule. */
        @Setup
        public void begin() {
            sequence = switch (arrivals) {
                case "hawkes" -> HawkesArrivals.withMeanRate(1000, 0.8, 2).sequence(Seed.of(1));
                case "cyclical" -> new CyclicalArrivals(1000, 500, Duration.ofSeconds(10)).sequence(Seed.of(1));
                default -> new PoissonArrivals(1000).sequence(Seed.of(1));
            };
        }
    }

    /** A maker of requests. */
    @State(Scope.Thread)
    public static class Maker {

        /** Content of the prompts. */
        @Param({"random", "rag", "code"})
        public String content = "random";

        private RequestMaker maker = maker("random");
        private long index;

        /** Makes the maker. */
        @Setup
        public void begin() {
            maker = maker(content);
        }

        private static RequestMaker maker(String content) {
            Map<String, String> settings =
                    Map.of("inputTokens", "500", "outputTokens", "100", "prompt.content", content);
            return new RequestMaker(
                    PlanResolver.resolve(
                            WorkloadSpec.of("Micro", "micro").build(),
                            Map.of(),
                            ResolvedSettings.of(Map.of(Layer.COMMAND_LINE, settings))),
                    Optional.empty(),
                    Seed.of(1));
        }
    }

    /** Places one arrival. */
    @Benchmark
    public long scheduling(Schedule schedule) {
        return schedule.sequence.nextNanos();
    }

    /** Writes one request. */
    @Benchmark
    public PlannedRequest prompting(Maker state) {
        return state.maker.make(state.index++);
    }
}
