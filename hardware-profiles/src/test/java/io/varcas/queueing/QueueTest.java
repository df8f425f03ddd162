package io.varcas.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueTest {

    @Test
    void mm1AgreesWithTheTextbook() {
        // lambda 3/4, mu 1: rho .75, Wq = rho / (mu - lambda) = 3
        MM1Queue queue = new MM1Queue(0.75, 1);

        assertThat(queue.utilisation()).isEqualTo(0.75);
        assertThat(queue.meanWaitSeconds()).isCloseTo(3, within(1e-12));
        assertThat(queue.waitQuantileSeconds(0.95)).isCloseTo(4 * Math.log(0.75 / 0.05), within(1e-12));
        assertThat(queue.waitQuantileSeconds(0.2))
                .as("a quarter does not wait at all")
                .isZero();
    }

    @Test
    void md1WaitsHalfAsLongAsMm1() {
        assertThat(new MD1Queue(0.75, 1).meanWaitSeconds()).isCloseTo(1.5, within(1e-12));
        assertThat(new MG1Queue(0.75, 1, 1).meanWaitSeconds()).isCloseTo(3, within(1e-12));
        assertThat(new MG1Queue(0.75, 1, 0).meanWaitSeconds()).isCloseTo(1.5, within(1e-12));
        assertThat(new MG1Queue(0.75, 1, 4).meanWaitSeconds()).isCloseTo(7.5, within(1e-12));
    }

    /** Erlang C from Kleinrock's and Gross and Harris' tables. */
    @ParameterizedTest
    @CsvSource({"2, 1, 0.33333", "3, 2, 0.44444", "5, 4, 0.55411", "10, 8, 0.40918", "1, 0.6, 0.6"})
    void mmcAgreesWithErlangsTables(int servers, double erlangs, double probability) {
        MMcQueue queue = new MMcQueue(erlangs, 1, servers);

        assertThat(queue.waitProbability()).isCloseTo(probability, within(5e-6));
        assertThat(queue.meanWaitSeconds()).isCloseTo(probability / (servers - erlangs), within(5e-5));
    }

    @Test
    void mmcWithOneServerIsMm1() {
        assertThat(new MMcQueue(0.75, 1, 1).meanWaitSeconds()).isCloseTo(3, within(1e-9));
        assertThat(new MMcQueue(0.75, 1, 1).waitQuantileSeconds(0.9))
                .isCloseTo(new MM1Queue(0.75, 1).waitQuantileSeconds(0.9), within(1e-9));
    }

    @Test
    void mmcStaysFiniteWithVeryManyServers() {
        assertThat(new MMcQueue(950, 1, 1_000).waitProbability()).isBetween(0.05, 0.2);
    }

    @Test
    void kingmanIsPollaczekKhinchineForPoissonArrivals() {
        assertThat(new GG1Queue(0.75, 1, 1, 0.5).meanWaitSeconds())
                .isCloseTo(new MG1Queue(0.75, 1, 0.5).meanWaitSeconds(), within(1e-12));
        assertThat(new GG1Queue(0.75, 1, 4, 0.5).meanWaitSeconds())
                .isGreaterThan(new GG1Queue(0.75, 1, 1, 0.5).meanWaitSeconds());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, 100})
    void overloadNeverMeetsAnything(double rate) {
        for (Queue queue : List.of(
                new MM1Queue(rate, 1),
                new MD1Queue(rate, 1),
                new MG1Queue(rate, 1, 2),
                new GG1Queue(rate, 1, 2, 2),
                new MMcQueue(3 * rate, 1, 3))) {
            assertThat(queue.stable()).isFalse();
            assertThat(queue.meanWaitSeconds()).isInfinite();
            assertThat(queue.waitQuantileSeconds(0.01)).isInfinite();
            assertThat(queue.waitProbability()).isEqualTo(1);
        }
    }

    @Test
    void anEmptyQueueDoesNotWait() {
        assertThat(new MM1Queue(0, 1).meanWaitSeconds()).isZero();
        assertThat(new MM1Queue(0, 1).waitQuantileSeconds(0.99)).isZero();
        assertThat(new MMcQueue(0, 1, 4).waitProbability()).isZero();
    }

    @Test
    void reportsWhatItIsRightFor() {
        assertThat(new MG1Queue(1, 0.5, 1).rightFor()).contains("wrong with whole requests as service");
        assertThat(new MMcQueue(1, 0.5, 2).rightFor()).contains("exact");
    }

    @Test
    void rejectsImpossibleValues() {
        assertThatThrownBy(() -> new MM1Queue(-1, 0))
                .hasMessageContaining("arrival rate is -1.0 per second")
                .hasMessageContaining("mean service time is 0.0 seconds");
        assertThatThrownBy(() -> new MMcQueue(1, 1, 0)).hasMessageContaining("servers is 0");
        assertThatThrownBy(() -> new MM1Queue(1, 0.5).waitQuantileSeconds(1)).hasMessageContaining("[0, 1)");
    }
}
