package io.varcas.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DispersionTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void isTheVarianceOverTheMeanOfTheCounts() {
        Dispersion dispersion = new Dispersion();
        dispersion.begin(new Span(0, 10 * SECOND));
        int[] counts = {0, 3, 1, 0, 0, 5, 1, 0, 0, 0}; // mean 1, squares 1+4+0+1+1+16+0+1+1+1 = 26
        for (int second = 0; second < counts.length; second++) {
            for (int i = 0; i < counts[second]; i++) {
                dispersion.add(second * SECOND + i);
            }
        }
        assertThat(dispersion.index()).isCloseTo(26.0 / 9, within(1e-12));
    }

    @Test
    void aStretchOfCenturiesNeedsNoMoreMemoryThanItsEvents() {
        Dispersion dispersion = new Dispersion();
        dispersion.begin(new Span(0, Long.MAX_VALUE));
        dispersion.add(0);
        dispersion.add(Long.MAX_VALUE / 2);
        assertThat(dispersion.index()).isCloseTo(1, within(1e-6));
    }
}
