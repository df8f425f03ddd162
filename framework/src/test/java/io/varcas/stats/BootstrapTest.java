package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.traffic.Seed;
import org.junit.jupiter.api.Test;

/** Reference values by SciPy 1.17 with 100,000 to 200,000 resamples of its own. */
class BootstrapTest {

    private static final Seed SEED = Seed.of(42);
    private static final int RESAMPLES = 40_000;

    @Test
    void bcaOfAMeanAgreesWithScipy() {
        Interval interval = Bootstrap.of(Example.LEFT, Example::mean).bca(0.95, RESAMPLES, SEED);
        // the quantile of 40,000 draws has a standard error of about 0.015 here
        assertThat(interval.low()).isCloseTo(19.593, within(0.05));
        assertThat(interval.high()).isCloseTo(22.373, within(0.05));
    }

    @Test
    void bcaOfASkewedStatisticAgreesWithScipy() {
        Interval interval = Bootstrap.of(
                        Example.LEFT, sample -> Moments.of(sample).squares() / sample.length)
                .bca(0.95, RESAMPLES, SEED);
        assertThat(interval.low()).isCloseTo(3.602, within(0.1));
        // the correction moves the upper end to about the 99.7th percentile, where draws are sparse
        assertThat(interval.high()).isCloseTo(16.760, within(0.6));
    }

    @Test
    void bcaOfTwoSamplesAgreesWithScipy() {
        Interval interval = Bootstrap.twoSample(Example.LEFT, Example.RIGHT, Example::relativeChange)
                .bca(0.95, RESAMPLES, SEED);
        assertThat(interval.low()).isCloseTo(0.0188, within(0.003));
        assertThat(interval.high()).isCloseTo(0.1896, within(0.003));
    }

    @Test
    void pairsAreDrawnTogether() {
        Bootstrap bootstrap = Bootstrap.paired(Example.BEFORE, Example.AFTER, Example::relativeChange);
        Interval bca = bootstrap.bca(0.95, RESAMPLES, SEED);
        assertThat(bca.low()).isCloseTo(-0.3952, within(0.005));
        assertThat(bca.high()).isCloseTo(-0.0854, within(0.005));
        Interval percentile = bootstrap.percentile(0.95, RESAMPLES, SEED);
        assertThat(percentile.low()).isCloseTo(-0.4036, within(0.005));
        assertThat(percentile.high()).isCloseTo(-0.0942, within(0.005));
    }

    @Test
    void pairsThatAgreeExactlyHaveNoWidth() {
        double[] doubled = {2, 4, 6, 8};
        Interval interval = Bootstrap.paired(new double[] {1, 2, 3, 4}, doubled, Example::relativeChange)
                .bca(0.95, 1_000, SEED);
        assertThat(interval.low()).isEqualTo(1, within(1e-12));
        assertThat(interval.width()).isEqualTo(0, within(1e-12));
    }

    @Test
    void sameSeedGivesTheSameInterval() {
        Bootstrap bootstrap = Bootstrap.of(Example.LEFT, Example::mean);
        assertThat(bootstrap.bca(0.9, 1_000, SEED)).isEqualTo(bootstrap.bca(0.9, 1_000, SEED));
        assertThat(bootstrap.bca(0.9, 1_000, SEED)).isNotEqualTo(bootstrap.bca(0.9, 1_000, Seed.of(43)));
    }

    @Test
    void leavesTheSampleAsItWas() {
        double[] sample = {3, 1, 2};
        Bootstrap.of(sample, values -> {
                    java.util.Arrays.sort(values);
                    return values[1];
                })
                .percentile(0.9, 1_000, SEED);
        assertThat(sample).containsExactly(3, 1, 2);
    }

    @Test
    void refusesTooFewResamples() {
        assertThatThrownBy(() -> Bootstrap.of(Example.LEFT, Example::mean).percentile(0.95, 10, SEED))
                .hasMessage("resamples is 10; it must be at least 1000");
    }
}
