package io.varcas.reports.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.metric.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentileLineTest {

    /** Bins of a second with 1 to 100 ms in each, evenly. */
    private static List<@Nullable Histogram> bins(int bins, double mean, long seed) {
        Random chance = new Random(seed);
        List<@Nullable Histogram> all = new ArrayList<>();
        for (int i = 0; i < bins; i++) {
            long samples = Math.max(0, Math.round(mean + Math.sqrt(mean) * chance.nextGaussian()));
            Histogram bin = new Histogram(LatencyBins.SIGNIFICANT_DIGITS);
            bin.setAutoResize(true);
            for (long s = 0; s < samples; s++) {
                bin.recordValue(1000L * (1 + chance.nextInt(100)));
            }
            all.add(samples == 0 ? null : bin);
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({"P50, 4, 10", "P50, 20, 2", "P50, 400, 1", "P95, 20, 20", "P95, 400, 1", "P99, 400, 5"})
    void widensItsBinsUntilALineComesOfThem(Statistic statistic, double perSecond, double widthSeconds) {
        PercentileLine line = PercentileLine.of(statistic, bins(240, perSecond, 7), 10, 1);

        assertThat(line.widthSeconds()).isEqualTo(widthSeconds);
        assertThat(line.points()).isGreaterThan((long) (0.9 * line.atSeconds().size()));
        assertThat(line.atSeconds().at(0)).isEqualTo(10 + widthSeconds / 2);
        assertThat(line.values().present().average().orElseThrow())
                .isCloseTo(100 * statistic.quantile().orElseThrow(), within(8.0));
    }

    @Test
    void isEmptyWhereAllSamplesTogetherAreTooFew() {
        assertThat(PercentileLine.of(Statistic.P95, bins(10, 15, 3), 0, 1).points())
                .isZero();
    }
}
