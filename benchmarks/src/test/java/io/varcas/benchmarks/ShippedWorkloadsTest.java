package io.varcas.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.runner.RunOptions;
import io.varcas.runner.TrialPlanner;
import io.varcas.traffic.ArrivalSequence;
import io.varcas.traffic.LengthDistribution;
import io.varcas.traffic.LengthSampler;
import io.varcas.traffic.Seed;
import io.varcas.workload.LoadShape;
import io.varcas.workload.TrafficPart;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadPlan;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the shipped workloads promise, drawn and counted. */
class ShippedWorkloadsTest {

    private static final int SAMPLES = 10_000;
    private static final int ARRIVALS = 200_000;
    private static final int SEEDS = 50;
    private static final double NANOS = 1e9;

    static List<WorkloadPlan> trials() {
        List<WorkloadDefinition> all = ServiceLoader.load(WorkloadDefinition.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return new TrialPlanner(RunOptions.builder().build()).plan(all);
    }

    static Stream<WorkloadPlan> openTrials() {
        return trials().stream().filter(trial -> trial.load() instanceof LoadShape.Open);
    }

    @Test
    void areAllThere() {
        assertThat(trials())
                .extracting(WorkloadPlan::trialName)
                .containsExactlyInAnyOrder(
                        "ChatLow",
                        "ChatMedium",
                        "ChatHigh",
                        "ClosedLoopChat",
                        "BurstChat",
                        "ChatSessions",
                        "RagSmall {rate=2}",
                        "RagSmall {rate=10}",
                        "RagSmall {rate=30}",
                        "RagMedium {rate=2}",
                        "RagMedium {rate=10}",
                        "RagMedium {rate=30}",
                        "RagLarge {rate=2}",
                        "RagLarge {rate=10}",
                        "RagLarge {rate=30}",
                        "RagXlarge {rate=2}",
                        "RagXlarge {rate=10}",
                        "RagXlarge {rate=30}",
                        "Code {rate=3}",
                        "Code {rate=15}",
                        "Code {rate=40}",
                        "Mixed");
    }

    /** Means after clamping, whose effect the distributions state; 2 % is three standard errors of the widest of them. */
    @ParameterizedTest
    @MethodSource("trials")
    void drawTheLengthsTheyPromise(WorkloadPlan trial) {
        for (TrafficPart part : trial.parts()) {
            assertMean(part.input());
            assertMean(part.output());
        }
    }

    private static void assertMean(LengthDistribution lengths) {
        LengthSampler sampler = lengths.sampler(Seed.of(42));
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double length = sampler.sample();
            sum += length;
            squares += length * length;
        }
        double mean = sum / SAMPLES;
        assertThat(mean).as(lengths.describe()).isCloseTo(lengths.clampedMean(), within(0.02 * lengths.clampedMean()));
        double deviation = Math.sqrt(squares / SAMPLES - mean * mean);
        assertThat(deviation)
                .as("deviation of %s", lengths.describe())
                .isCloseTo(lengths.clampedStandardDeviation(), within(0.05 * lengths.clampedStandardDeviation()));
    }

    /** 5 % is four standard errors of the most bursty of them: counts vary 25 times as much as Poisson's. */
    @ParameterizedTest
    @MethodSource("openTrials")
    void offerTheRateTheyPromise(WorkloadPlan trial) {
        LoadShape.Open open = (LoadShape.Open) trial.load();
        ArrivalSequence arrivals = open.arrivals().sequence(Seed.of(42));
        long last = 0;
        for (int i = 0; i < ARRIVALS; i++) {
            last = arrivals.nextNanos();
        }
        double expected = open.arrivals().meanRatePerSecond().orElseThrow();
        assertThat(ARRIVALS / (last / NANOS)).isCloseTo(expected, within(0.05 * expected));
    }

    /** An objective on a percentile needs requests beyond it; the measurement phase bring enough, two standard deviations below the mean. */
    @ParameterizedTest
    @MethodSource("openTrials")
    void offerEnoughRequestsForTheirObjectives(WorkloadPlan trial) {
        LongSummaryStatistics counts = new LongSummaryStatistics();
        double squares = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            long requests = measured(trial, Seed.of(seed)) * trial.session().turns();
            counts.accept(requests);
            squares += (double) requests * requests;
        }
        double mean = counts.getAverage();
        long few = Math.round(mean - 2 * Math.sqrt(squares / SEEDS - mean * mean));
        assertThat(trial.spec().objectives())
                .as("%s requests of %s", few, mean)
                .allMatch(objective -> objective.subject().key().statistic().isSupportedBy(few));
    }

    private static long measured(WorkloadPlan trial, Seed seed) {
        ArrivalSequence arrivals = ((LoadShape.Open) trial.load()).arrivals().sequence(seed);
        long begin = trial.windows().measurementStartNanos();
        long end = trial.windows().measurementEndNanos();
        long count = 0;
        for (long due = arrivals.nextNanos(); due < end; due = arrivals.nextNanos()) {
            count += due >= begin ? 1 : 0;
        }
        return count;
    }

    /** Rate, then mean/sd/min/max of prompts and answers, as the table of the Python harness has them; bursts at a rate of our own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ChatLow | 5 | 50/30/10/300 | 150/80/20/800",
                "ChatMedium | 20 | 50/30/10/300 | 150/80/20/800",
                "ChatHigh | 50 | 50/30/10/300 | 150/80/20/800",
                "RagSmall {rate=2} | 2 | 550/200/100/16000 | 200/100/50/1000",
                "RagSmall {rate=10} | 10 | 550/200/100/16000 | 200/100/50/1000",
                "RagSmall {rate=30} | 30 | 550/200/100/16000 | 200/100/50/1000",
                "RagMedium {rate=10} | 10 | 2050/800/100/16000 | 200/100/50/1000",
                "RagLarge {rate=30} | 30 | 6050/2000/100/16000 | 200/100/50/1000",
                "RagXlarge {rate=2} | 2 | 12050/3000/100/16000 | 200/100/50/1000",
                "Code {rate=3} | 3 | 1500/800/200/8000 | 400/300/50/2000",
                "Code {rate=15} | 15 | 1500/800/200/8000 | 400/300/50/2000",
                "Code {rate=40} | 40 | 1500/800/200/8000 | 400/300/50/2000",
                "BurstChat | 25 | 80/40/10/500 | 200/150/20/1500",
            })
    void haveTheNumbersOfTheTable(String name, double rate, String input, String output) {
        WorkloadPlan trial = trial(name);
        assertThat(((LoadShape.Open) trial.load()).arrivals().meanRatePerSecond())
                .hasValueCloseTo(rate, within(1e-9));
        assertNumbers(trial.parts().get(0), input, output);
    }

    @Test
    void theClosedLoopHasTheNumbersOfTheTable() {
        WorkloadPlan trial = trial("ClosedLoopChat");
        assertThat(((LoadShape.Closed) trial.load()).users()).isEqualTo(10);
        assertNumbers(trial.parts().get(0), "50/30/10/500", "150/80/20/1000");
    }

    @Test
    void theMixHasTheNumbersOfTheTable() {
        WorkloadPlan trial = trial("Mixed");
        assertThat(((LoadShape.Open) trial.load()).arrivals().meanRatePerSecond())
                .hasValueCloseTo(25.0, within(1e-9));
        assertNumbers(trial.parts().get(0), "50/30/10/300", "150/80/20/800");
        assertNumbers(trial.parts().get(1), "2500/1000/500/8000", "200/100/50/1000");
        assertNumbers(trial.parts().get(2), "2000/1000/300/8000", "500/400/100/3000");
    }

    /** Clamping moves no mean of the table by more than 2 %. */
    private static void assertNumbers(TrafficPart part, String input, String output) {
        for (var side : Map.of(part.input(), input, part.output(), output).entrySet()) {
            String[] numbers = side.getValue().split("/", -1);
            LengthDistribution lengths = side.getKey();
            assertThat(lengths.describe())
                    .startsWith("log-normal, mean " + numbers[0] + ", sd " + numbers[1] + ", " + numbers[2] + " to "
                            + numbers[3] + " ");
            assertThat(lengths.clampedMean()).isCloseTo(lengths.statedMean(), within(0.02 * lengths.statedMean()));
        }
    }

    private static WorkloadPlan trial(String name) {
        return trials().stream()
                .filter(one -> one.trialName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void mixesSixtyThirtyTen() {
        Map<String, Double> weights = trial("Mixed").parts().stream()
                .collect(Collectors.toMap(TrafficPart::name, TrafficPart::weight, (a, b) -> a, TreeMap::new));
        assertThat(weights).isEqualTo(Map.of("chat", 60.0, "rag", 30.0, "code", 10.0));
    }
}
