package io.varcas.profiler.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BusyIntervalsTest {

    @Test
    void isTheUnionOfIntervalsInAnyOrder() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            BusyIntervals busy = new BusyIntervals();
            BitSet covered = new BitSet();
            for (int i = 0; i < 60; i++) {
                int start = random.nextInt(1000);
                int end = start + random.nextInt(20);
                busy.add(start, end);
                covered.set(start, end);
            }
            assertThat(busy.busy()).isEqualTo(covered.cardinality());
        }
    }

    @Test
    void staysExactBeyondTheIntervalsThatItHolds() {
        BusyIntervals busy = new BusyIntervals();
        long at = 0;
        for (int i = 0; i < 1_500_000; i++) {
            busy.add(at, at + 10);
            at += 10 + (i % 3 == 0 ? 100 : 1);
        }

        assertThat(busy.busy()).isEqualTo(15_000_000);
    }

    @Test
    void tellsHowMuchIsInDoubt() {
        BusyIntervals busy = new BusyIntervals();
        for (int i = 0; i < 1_200_000; i++) {
            busy.add(20L * i, 20L * i + 10);
        }
        busy.add(5, 12);

        assertThat(busy.busy()).isBetween(12_000_000L, 12_000_002L);
        assertThat(busy.doubtful()).isEqualTo(7);
    }

    @Test
    void takesStreamsOneAfterTheOther() {
        BusyIntervals busy = new BusyIntervals();
        for (int stream = 0; stream < 4; stream++) {
            for (int i = 0; i < 60_000; i++) {
                busy.add(100L * i + 10L * stream, 100L * i + 10L * stream + 5);
            }
        }

        assertThat(busy.busy()).isEqualTo(1_200_000);
    }
}
