package io.varcas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.traffic.ArrivalSequence;
import io.varcas.traffic.LengthSampler;
import io.varcas.traffic.LogNormalLengths;
import io.varcas.traffic.PoissonArrivals;
import io.varcas.traffic.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every load; {@link VirtualTime} checks the limits and work conservation at every step. */
class EngineInvariantsTest {

    private static final int REQUESTS = 2_000;

    static Stream<Arguments> engines() {
        StepTimeLaw law = new LinearStepTime(5e6, 2e4, 20, 5e4);
        Scheduling scheduling = Scheduling.DEFAULT;
        return Stream.of(
                Arguments.of("roomy", new Engine(EngineLimits.of(256, 2_048, 50_000), law, scheduling)),
                Arguments.of("few sequences", new Engine(EngineLimits.of(8, 2_048, 50_000), law, scheduling)),
                Arguments.of("small budget", new Engine(EngineLimits.of(64, 64, 50_000), law, scheduling)),
                Arguments.of("small pool", new Engine(EngineLimits.of(256, 2_048, 60), law, scheduling)),
                Arguments.of(
                        "small pool by priority",
                        new Engine(
                                EngineLimits.of(256, 2_048, 60),
                                law,
                                scheduling.withPolicy(SchedulingPolicy.PRIORITY))),
                Arguments.of(
                        "small pool with drafts",
                        new Engine(
                                EngineLimits.of(256, 2_048, 60),
                                law,
                                scheduling.withSpeculation(new Scheduling.Speculation(4, 0.6, Seed.of(3))))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void everyRequestGetsItsTokensOnceAndInOrder(String name, Engine engine) {
        List<VirtualTime.Arrival> arrivals = chat(20, REQUESTS, Seed.of(5));
        VirtualTime time = new VirtualTime(engine).run(arrivals);

        long outputTokens = 0;
        long promptTokens = 0;
        for (VirtualTime.Arrival arrival : arrivals) {
            long id = arrival.request().id();
            outputTokens += arrival.request().outputTokens();
            promptTokens += arrival.request().promptTokens();
            long firstNanos = time.firstNanos.getOrDefault(id, -1L);
            assertThat(time.emitted).containsEntry(id, arrival.request().outputTokens());
            assertThat(firstNanos).isGreaterThan(arrival.nanos());
            assertThat(time.finishedNanos.getOrDefault(id, -1L)).isGreaterThanOrEqualTo(firstNanos);
        }
        EngineCounters counters = engine.counters();
        assertThat(counters.generationTokens()).isEqualTo(outputTokens);
        assertThat(counters.promptTokens()).isEqualTo(promptTokens);
        assertThat(counters.finished(FinishReason.LENGTH)).isEqualTo(REQUESTS);
        assertThat(counters.kvBlocksUsed()).isZero();
        assertThat(counters.running() + counters.waiting()).isZero();
        assertThat(counters.steps()).isEqualTo(time.stepEnds.size());
        assertThat(counters.preemptions() > 0).isEqualTo(name.startsWith("small pool"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void obeysLittlesLaw(String name, Engine engine) {
        List<VirtualTime.Arrival> arrivals = chat(20, REQUESTS, Seed.of(6));
        VirtualTime time = new VirtualTime(engine).run(arrivals);

        double sojournNanos = time.finishedNanos.entrySet().stream()
                .mapToDouble(finish -> finish.getValue() - time.arrivedNanos.getOrDefault(finish.getKey(), 0L))
                .sum();
        // L = lambda W: the time integral of the requests present is the sum of the times they stayed.
        assertThat(time.requestNanos).as(name).isCloseTo(sojournNanos, within(0.01 * sojournNanos));
    }

    @Test
    void equalCallsGiveEqualSteps() {
        List<VirtualTime.Arrival> arrivals = chat(50, REQUESTS, Seed.of(7));
        StepTimeLaw law = new LinearStepTime(5e6, 2e4, 20, 5e4);
        EngineLimits limits = EngineLimits.of(64, 512, 400);

        assertThat(new VirtualTime(new Engine(limits, law)).run(arrivals).stepEnds)
                .isEqualTo(new VirtualTime(new Engine(limits, law)).run(arrivals).stepEnds);
    }

    private static List<VirtualTime.Arrival> chat(double ratePerSecond, int count, Seed seed) {
        ArrivalSequence times = new PoissonArrivals(ratePerSecond).sequence(seed.derive("arrivals"));
        LengthSampler prompts = new LogNormalLengths(50, 30, 10, 300).sampler(seed.derive("prompts"));
        LengthSampler answers = new LogNormalLengths(60, 40, 1, 400).sampler(seed.derive("answers"));
        List<VirtualTime.Arrival> arrivals = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            EngineRequest request =
                    EngineRequest.of(id, prompts.sample(), answers.sample()).withPriority(id % 3);
            arrivals.add(new VirtualTime.Arrival(times.nextNanos(), request));
        }
        return arrivals;
    }
}
