package io.varcas.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read of traffic in listings and results. */
class DescriptionTest {

    static Stream<Arguments> arrivals() {
        return Stream.of(
                Arguments.of(new PoissonArrivals(20), "Poisson, 20/s"),
                Arguments.of(new ConstantArrivals(0.5), "constant, 0.5/s"),
                Arguments.of(new GammaArrivals(20, 0.25), "gamma, 20/s, burstiness 0.25"),
                Arguments.of(
                        HawkesArrivals.withMeanRate(15, 0.8, 2),
                        "Hawkes, mean 15/s (base 9/s, excitation 0.8/s, decay 2/s, branching ratio 0.4)"),
                Arguments.of(new CyclicalArrivals(5, 4, Duration.ofHours(1)), "cyclical, 5/s +- 4/s, period 3600s"),
                Arguments.of(RampArrivals.between(1, 50, Duration.ofSeconds(60)), "ramp, 1/s at 0s, 50/s at 60s"),
                Arguments.of(
                        new StepArrivals(List.of(RatePoint.at(0, 5), RatePoint.at(30, 20))),
                        "steps, 5/s at 0s, 20/s at 30s"),
                Arguments.of(BurstArrivals.once(3), "one burst of 3 requests at 0s"),
                Arguments.of(
                        new BurstArrivals(3, Duration.ofSeconds(2), Duration.ofMillis(500)),
                        "bursts of 3 requests every 2s from 0.5s"),
                Arguments.of(
                        new ReplayedArrivals(new long[] {0, 2_500_000_000L}, 2),
                        "replay of 2 arrivals over 5s (recorded time x 2)"));
    }

    @ParameterizedTest
    @MethodSource("arrivals")
    void reportsWhatArrivalsAre(ArrivalProcess arrivals, String words) {
        assertThat(arrivals.describe()).isEqualTo(words);
    }

    static Stream<Arguments> lengths() {
        return Stream.of(
                Arguments.of(new NormalLengths(50, 0, 1, 99), "normal, mean 50, sd 0, 1 to 99 (drawn: mean 50, sd 0)"),
                Arguments.of(new UniformLengths(1, 4), "uniform, 1 to 4, mean 2.5"),
                Arguments.of(new FixedLengths(64), "fixed, 64"),
                Arguments.of(new EmpiricalLengths(1, 2, 6), "empirical, 3 lengths, 1 to 6, mean 3"));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void reportsWhatLengthsAre(LengthDistribution lengths, String words) {
        assertThat(lengths.describe()).isEqualTo(words);
    }

    @Test
    void reportsWhatClampingDoesToTheMean() {
        LogNormalLengths clamped = new LogNormalLengths(50, 30, 10, 60);
        assertThat(clamped.statedMean()).isEqualTo(50);
        assertThat(clamped.clampedMean()).isLessThan(45);
        assertThat(clamped.describe())
                .startsWith("log-normal, mean 50, sd 30, 10 to 60 (drawn: mean ")
                .contains(NumberFormat.number(clamped.clampedMean()));
    }

    @Test
    void writesRatesTooSmallForThreeDigitsAsTheyAre() {
        assertThat(NumberFormat.rate(0.00002)).isEqualTo("2.0E-5/s");
    }

    @Test
    void holdsTheFirstRateUntilALaterBeginning() {
        Duration lead = Duration.ofSeconds(5);
        assertThat(RampArrivals.between(2, 4, Duration.ofSeconds(10))
                        .after(lead)
                        .points())
                .containsExactly(RatePoint.at(0, 2), RatePoint.at(5, 2), RatePoint.at(15, 4));
        assertThat(new StepArrivals(List.of(RatePoint.at(0, 2), RatePoint.at(3, 7)))
                        .after(lead)
                        .points())
                .containsExactly(RatePoint.at(0, 2), RatePoint.at(5, 2), RatePoint.at(8, 7));
        assertThat(new StepArrivals(List.of(RatePoint.at(0, 2)))
                        .after(Duration.ZERO)
                        .points())
                .containsExactly(RatePoint.at(0, 2));
    }

    @Test
    void putsTheFirstBurstWhereItIsWanted() {
        ArrivalSequence bursts =
                new BurstArrivals(2, Duration.ofSeconds(3), Duration.ofSeconds(1)).sequence(Seed.of(0));
        assertThat(LongStream.generate(bursts::nextNanos).limit(4))
                .containsExactly(1_000_000_000L, 1_000_000_000L, 4_000_000_000L, 4_000_000_000L);
    }
}
