package io.varcas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.engine.RequestMix.SharedPrefix;
import io.varcas.routing.RoutingPolicy;
import io.varcas.traffic.BurstArrivals;
import io.varcas.traffic.ConstantArrivals;
import io.varcas.traffic.EmpiricalLengths;
import io.varcas.traffic.FixedLengths;
import io.varcas.traffic.LengthDistribution;
import io.varcas.traffic.LogNormalLengths;
import io.varcas.traffic.PoissonArrivals;
import io.varcas.traffic.ReplayedArrivals;
import io.varcas.traffic.Seed;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class SimulationTest {

    private static final StepTimeLaw LAW = new LinearStepTime(5e6, 2e4, 20, 5e4);
    private static final RequestMix CHAT =
            RequestMix.of(new LogNormalLengths(50, 30, 10, 300), new LogNormalLengths(60, 40, 1, 400));

    /**
     * One request at a time and one token of answer make a step a request, and the engine a queue with one server whose
     * service time is the prompt's: 1 us a token, 10 ms on average.
     */
    private static SimulationResult singleServer(LengthDistribution serviceMicros, double utilisation, int requests) {
        EngineLimits limits = EngineLimits.of(1, 1_000_000, 1).withBlockTokens(1_000_000);
        Engine engine = new Engine(limits, new LinearStepTime(0, 0, 0, 1_000));
        return Simulation.run(
                Cluster.single(engine),
                Load.open(new PoissonArrivals(utilisation / (serviceMicros.clampedMean() * 1e-6))),
                RequestMix.of(serviceMicros, new FixedLengths(1)),
                Horizon.requests(requests),
                Seed.of(21));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 0.7})
    void agreesWithTheMM1Queue(double utilisation) {
        int[] exponential = IntStream.range(0, 20_000)
                .map(i -> (int) Math.max(1, Math.round(-10_000 * Math.log1p(-(i + 0.5) / 20_000))))
                .toArray();
        // A million arrivals: the standard error of the mean wait is 0.8 % at a utilisation of 0.7, less below.
        SimulationResult result = singleServer(new EmpiricalLengths(exponential), utilisation, 1_000_000);

        assertThat(result.queueing().mean()).isCloseTo(utilisation / (1 - utilisation) * 0.01, withinPercentage(2));
        assertThat(result.e2e().mean()).isCloseTo(0.01 / (1 - utilisation), withinPercentage(2));
        assertThat(result.e2e().quantile(0.95))
                .as("sojourn times are exponential")
                .isCloseTo(Math.log(20) * 0.01 / (1 - utilisation), withinPercentage(2));
        assertThat(result.meanRunning()).isCloseTo(utilisation, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 0.7})
    void agreesWithTheMD1Queue(double utilisation) {
        SimulationResult result = singleServer(new FixedLengths(10_000), utilisation, 1_000_000);

        assertThat(result.queueing().mean())
                .isCloseTo(utilisation * 0.01 / (2 * (1 - utilisation)), withinPercentage(2));
    }

    @Test
    void usersWhoDoNotThinkObeyLittlesLaw() {
        SimulationResult result = run(new Engine(EngineLimits.of(16, 512, 5_000), LAW), Load.closed(40), 20_000, 1);

        assertThat(result.requestsPerSecond() * result.e2e().mean()).isCloseTo(40, withinPercentage(1));
        assertThat(result.meanInSystem()).isCloseTo(40, withinPercentage(1));
        assertThat(result.meanRunning()).isCloseTo(16, withinPercentage(1));
        assertThat(result.finished()).isEqualTo(20_000);
    }

    @Test
    void usersWhoThinkObeyTheInteractiveResponseTimeLaw() {
        Load load = new Load.Closed(40, Duration.ofSeconds(3));
        SimulationResult result = run(new Engine(EngineLimits.of(64, 512, 5_000), LAW), load, 20_000, 1);

        // R = N / X - Z
        assertThat(40 / result.requestsPerSecond() - result.e2e().mean()).isCloseTo(3, withinPercentage(3));
    }

    @Test
    void usersJoinEvenlyOverTheRampUp() {
        Load load = new Load.Closed(10, Duration.ZERO, Load.Thinking.CONSTANT, Duration.ofSeconds(10));
        SimulationResult result = Simulation.run(
                Cluster.single(new Engine(EngineLimits.of(64, 512, 5_000), LAW)),
                load,
                RequestMix.of(new FixedLengths(100), new FixedLengths(20)),
                Horizon.time(Duration.ZERO, Duration.ofSeconds(10)),
                Seed.of(1));

        assertThat(result.meanInSystem())
                .as("1, 2 .. 10 of them, a second each")
                .isCloseTo(5.5, within(0.01));
    }

    @Test
    void aClientWithFewConnectionsQueuesItself() {
        Engine engine = new Engine(EngineLimits.of(64, 512, 5_000), LAW);
        SimulationResult capped = run(engine, new Load.Open(new PoissonArrivals(40), 5), 4_000, 1);
        SimulationResult free =
                run(new Engine(EngineLimits.of(64, 512, 5_000), LAW), Load.open(new PoissonArrivals(40)), 4_000, 1);

        assertThat(capped.meanInSystem()).isLessThanOrEqualTo(5);
        assertThat(capped.e2e().mean()).isGreaterThan(5 * free.e2e().mean());
        assertThat(capped.tpot().mean()).isLessThan(free.tpot().mean());
    }

    @Test
    void whatIsCutOffStandsAtInfinity() {
        Horizon horizon = Horizon.time(Duration.ZERO, Duration.ofSeconds(20));
        SimulationResult overloaded = Simulation.run(
                Cluster.single(new Engine(EngineLimits.of(4, 512, 5_000), LAW)),
                Load.open(new PoissonArrivals(100)),
                CHAT,
                horizon,
                Seed.of(2));

        assertThat(overloaded.measured()).isCloseTo(2_000, within(180L));
        assertThat(overloaded.unfinished()).isGreaterThan(1_000);
        assertThat(overloaded.e2e().quantile(0.95)).isInfinite();
        assertThat(overloaded.seconds()).isCloseTo(20, within(1e-9));
        assertThat(overloaded.requestsPerSecond()).isLessThan(20);
        assertThat(overloaded.started()).isGreaterThan(overloaded.finished());
    }

    @Test
    void timeWithoutWorkCountsAsTime() {
        SimulationResult result = Simulation.run(
                Cluster.single(new Engine(EngineLimits.of(4, 512, 5_000), LAW)),
                Load.open(new ReplayedArrivals(
                        new long[] {0, Duration.ofSeconds(200).toNanos()}, 1)),
                CHAT,
                Horizon.time(Duration.ZERO, Duration.ofSeconds(100)),
                Seed.of(2));

        assertThat(result.seconds()).isCloseTo(100, within(1e-9));
        assertThat(result.requestsPerSecond()).isCloseTo(0.01, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 0.5})
    void workThatIsDoneEndsItsTimeHoweverLongOrShortThatWas(double seconds) {
        SimulationResult result = Simulation.run(
                Cluster.single(new Engine(EngineLimits.of(4, 512, 5_000), LAW)),
                Load.open(BurstArrivals.once(10)),
                CHAT,
                Horizon.time(Duration.ZERO, Duration.ofNanos(Math.round(seconds * 1e9)))
                        .withDrain(Duration.ofSeconds(60)),
                Seed.of(2));

        double last = result.e2e().quantile(1);
        assertThat(last).isBetween(0.5, 100.0);
        assertThat(result.seconds()).isCloseTo(last, within(1e-9));
        assertThat(result.requestsPerSecond()).isCloseTo(10 / last, within(1e-9));
        assertThat(result.meanInSystem()).isCloseTo(result.e2e().mean() * 10 / last, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAmountOfMeasuredRequestsEndsALoadOfAnyKind(boolean open) {
        SimulationResult result = Simulation.run(
                Cluster.single(new Engine(EngineLimits.of(4, 512, 5_000), LAW)),
                open ? Load.open(new PoissonArrivals(5)) : Load.closed(3),
                CHAT,
                Horizon.time(Duration.ofSeconds(5), Duration.ofSeconds(1_000))
                        .withDrain(Duration.ofSeconds(60))
                        .withMaxMeasured(20),
                Seed.of(2));

        assertThat(result.measured()).isEqualTo(20);
        assertThat(result.finished()).isEqualTo(20);
        assertThat(result.seconds()).isLessThan(500);
    }

    @Test
    void refusesWhatDoesNotFitAndSaysSo() {
        SimulationResult result = Simulation.run(
                Cluster.single(new Engine(EngineLimits.of(4, 512, 5_000).withMaxModelLen(100), LAW)),
                Load.open(new PoissonArrivals(1)),
                CHAT,
                Horizon.requests(500),
                Seed.of(2));

        assertThat(result.refused()).isBetween(100L, 400L);
        assertThat(result.finished() + result.refused()).isEqualTo(500);
        assertThat(result.ttft().quantile(1)).isInfinite();
    }

    @Test
    void equalSeedsGiveEqualResults() {
        SimulationResult one = run(new Engine(EngineLimits.of(16, 512, 400), LAW), Load.closed(20), 2_000, 7);
        SimulationResult same = run(new Engine(EngineLimits.of(16, 512, 400), LAW), Load.closed(20), 2_000, 7);
        SimulationResult other = run(new Engine(EngineLimits.of(16, 512, 400), LAW), Load.closed(20), 2_000, 8);

        assertThat(one.counters()).isEqualTo(same.counters());
        assertThat(one.e2e().mean())
                .isEqualTo(same.e2e().mean())
                .isNotEqualTo(other.e2e().mean());
    }

    @ParameterizedTest
    @EnumSource(RoutingPolicy.class)
    void replicasShareTheLoad(RoutingPolicy policy) {
        SimulationResult four = replicas(4, policy, CHAT);

        assertThat(four.counters())
                .hasSize(4)
                .allSatisfy(counters -> assertThat(counters.finishedLength()).isCloseTo(5_000, withinPercentage(8)));
        assertThat(four.finished()).isEqualTo(20_000);
    }

    @Test
    void betterRoutersHaveShorterTails() {
        double random = replicas(4, RoutingPolicy.RANDOM, CHAT).ttft().quantile(0.99);
        double twoChoices = replicas(4, RoutingPolicy.TWO_CHOICES, CHAT).ttft().quantile(0.99);
        double fewest = replicas(4, RoutingPolicy.LEAST_REQUESTS, CHAT).ttft().quantile(0.99);

        assertThat(twoChoices).isLessThan(random);
        assertThat(fewest).isLessThan(random);
    }

    @Test
    void affinityKeepsPrefixesWhereTheyAreKnown() {
        RequestMix documents = RequestMix.of(new FixedLengths(200), new FixedLengths(20))
                .withSharedPrefix(new SharedPrefix(40, 160, 1));
        double scattered = hitRate(replicas(4, RoutingPolicy.RANDOM, documents));
        double kept = hitRate(replicas(4, RoutingPolicy.PREFIX_AFFINITY, documents));

        assertThat(kept).as("10 documents a replica fit, 40 do not").isGreaterThan(0.75);
        assertThat(scattered).isLessThan(0.9 * kept);
    }

    @Test
    void sharedPrefixesMakeTheFirstTokenBimodal() {
        RequestMix mix = RequestMix.of(new FixedLengths(2_000), new FixedLengths(10))
                .withSharedPrefix(new SharedPrefix(1, 1_600, 0.7));
        SimulationResult result = Simulation.run(
                Cluster.single(new Engine(EngineLimits.of(16, 2_048, 5_000), LAW)),
                Load.open(new PoissonArrivals(0.5)),
                mix,
                Horizon.requests(4_000),
                Seed.of(3));

        assertThat(result.ttft().quantile(0.5)).as("a hit computes 400 tokens").isCloseTo(0.025, within(0.002));
        assertThat(result.ttft().quantile(0.95)).as("a miss computes 2,000").isGreaterThan(0.105);
        assertThat(hitRate(result)).isCloseTo(0.7 * 0.8, within(0.02));
    }

    @Test
    void pipelineStagesRaiseThroughputNotSpeed() {
        StepTimeLaw stages = new StepTimeLaw() {
            @Override
            public long nanos(StepBatch batch) {
                return LAW.nanos(batch) + 20_000;
            }

            @Override
            public long nanosUntilNext(StepBatch batch) {
                return LAW.nanos(batch) / 2;
            }
        };
        SimulationResult alone = run(new Engine(EngineLimits.of(32, 512, 5_000), LAW), Load.closed(32), 4_000, 5);
        SimulationResult staged = run(
                new Engine(EngineLimits.of(32, 512, 5_000).withPipelineStages(2), stages), Load.closed(32), 4_000, 5);

        assertThat(staged.finished()).isEqualTo(4_000);
        assertThat(staged.requestsPerSecond()).isGreaterThan(alone.requestsPerSecond());
        assertThat(staged.tokenGaps().quantile(0.01))
                .as("a token still passes every stage")
                .isGreaterThan(0.005);
    }

    @Test
    void gapsBetweenTokensAreStepDurations() {
        SimulationResult result = run(new Engine(EngineLimits.of(1, 512, 5_000), LAW), Load.closed(1), 200, 5);

        assertThat(result.tokenGaps().mean()).isCloseTo(result.tpot().mean(), withinPercentage(1));
        assertThat(result.tokenGaps().quantile(1)).isLessThan(5.1e-3);
    }

    @Test
    void quantilesInterpolateAndCountTheLost() {
        Sample sample = new Sample(new double[] {3, 1, Double.POSITIVE_INFINITY, 2});

        assertThat(sample.quantile(0)).isEqualTo(1);
        assertThat(sample.quantile(0.5)).isEqualTo(2.5);
        assertThat(sample.quantile(1)).isInfinite();
        assertThat(sample.mean()).isEqualTo(2);
        assertThat(sample.standardDeviation()).isEqualTo(1);
        assertThat(sample.supports(0.5)).isFalse();
        assertThat(new Sample(new double[0]).quantile(0.5)).isNaN();
        assertThatThrownBy(() -> sample.quantile(1.1)).hasMessageContaining("from 0.0 to 1.0");
    }

    @Test
    void weightedQuantilesCountWeights() {
        WeightedSample gaps = new WeightedSample();
        gaps.add(5_000_000, 90);
        gaps.add(50_000_000, 10);

        assertThat(gaps.count()).isEqualTo(100);
        assertThat(gaps.mean()).isCloseTo(0.0095, within(1e-12));
        assertThat(gaps.quantile(0.9)).isEqualTo(0.005);
        assertThat(gaps.quantile(0.91)).isEqualTo(0.05);
    }

    private static SimulationResult run(Engine engine, Load load, int requests, long seed) {
        return Simulation.run(Cluster.single(engine), load, CHAT, Horizon.requests(requests), Seed.of(seed));
    }

    private static SimulationResult replicas(int count, RoutingPolicy policy, RequestMix mix) {
        Seed seed = Seed.of(9);
        return Simulation.run(
                Cluster.of(count, () -> new Engine(EngineLimits.of(16, 512, 300), LAW), policy, seed.derive("router")),
                Load.open(new PoissonArrivals(100)),
                mix,
                Horizon.requests(20_000),
                seed);
    }

    private static double hitRate(SimulationResult result) {
        double hits = result.counters().stream()
                .mapToDouble(EngineCounters::prefixCacheHits)
                .sum();
        return hits
                / result.counters().stream()
                        .mapToDouble(EngineCounters::prefixCacheQueries)
                        .sum();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTurnFollowsItsAnswerAfterThePause(boolean closed) {
        // Steps of 10 ms, one a token: each turn takes 10 of them, and its pause 100 ms; a conversation has three.
        Engine engine = new Engine(EngineLimits.of(4, 512, 5_000), new LinearStepTime(1e7, 0, 0, 0));
        Load load = closed
                ? new Load.Closed(1, Duration.ofMillis(500), Load.Thinking.CONSTANT, Duration.ZERO)
                : Load.open(new ConstantArrivals(1));
        RequestSource threeTurns = new RequestSource() {
            private final Map<Long, Integer> turns = new HashMap<>();

            @Override
            public EngineRequest next(long id) {
                return turn(id, 1);
            }

            @Override
            public Optional<FollowUp> followUp(long ended) {
                int turn = turns.getOrDefault(ended, 0);
                return turn == 3
                        ? Optional.empty()
                        : Optional.of(new FollowUp(Duration.ofMillis(100), id -> turn(id, turn + 1)));
            }

            private EngineRequest turn(long id, int turn) {
                turns.put(id, turn);
                return EngineRequest.of(id, 16, 10);
            }
        };

        SimulationResult result = Simulation.run(
                Cluster.single(engine),
                load,
                threeTurns,
                Horizon.time(Duration.ZERO, Duration.ofSeconds(10)),
                Seed.of(1));

        // 3 x 100 ms + 2 x 100 ms, and 500 ms of thought or until the next second: a conversation begins each second.
        assertThat(result.measured()).isBetween(29L, 30L);
        assertThat(result.e2e().quantile(1)).isCloseTo(0.1, within(1e-6));
        assertThat(result.meanInSystem()).isCloseTo(0.3, within(0.011));
    }

    @Test
    void returnsTheMomentsOfEveryRequest() {
        List<Simulation.Moments> moments = Simulation.moments(
                Cluster.single(new Engine(EngineLimits.of(64, 8_192, 10_000), LAW)),
                Load.open(new PoissonArrivals(5)),
                CHAT.requests(Seed.of(4), EngineLimits.DEFAULT_BLOCK_TOKENS),
                Horizon.time(Duration.ofSeconds(2), Duration.ofSeconds(8)).withDrain(Duration.ofSeconds(60)),
                Seed.of(3));

        assertThat(moments).hasSizeBetween(25, 80).allSatisfy(request -> {
            assertThat(request.firstNanos()).isGreaterThan(request.arrivedNanos());
            assertThat(request.finishedNanos()).isGreaterThanOrEqualTo(request.firstNanos());
            assertThat(request.refused()).isFalse();
        });
        assertThat(moments.get(0).arrivedNanos()).isLessThan(2_000_000_000L);
        assertThat(moments).isSortedAccordingTo(Comparator.comparingLong(Simulation.Moments::arrivedNanos));
    }
}
