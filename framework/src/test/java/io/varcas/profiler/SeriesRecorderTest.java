package io.varcas.profiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.profiler.SeriesRecorder.Measure;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SeriesRecorderTest {

    private final SeriesRecorder recorder = new SeriesRecorder(
            "s",
            List.of(
                    Measure.of("cpu", "cores", Aggregate.MEAN, Aggregate.MIN, Aggregate.SUM),
                    Measure.of("pause.max", "ms", Aggregate.MAX)));

    @Test
    void sumsUpOnlyTheMeasuredRowsWeighedByTheirTime() {
        row(1, 100, 100);
        row(2, 100, 100);
        recorder.begin(2_000_000_000L);
        row(3, 1, 7);
        row(6, 2, Double.NaN);
        recorder.end(6_000_000_000L);
        row(7, 100, 100);

        // One second at 1 and three at 2.
        assertThat(recorder.summary())
                .containsExactly(
                        Reading.of("cpu.mean", "cores", 1.75),
                        Reading.of("cpu.min", "cores", 1),
                        Reading.of("cpu.sum", "cores", 3),
                        Reading.of("pause.max", "ms", 7));
        assertThat(recorder.series().rows()).hasSize(5);
    }

    @Test
    void reportsNotMeasuredWhereNothingWas() {
        row(1, Double.NaN, Double.NaN);
        assertThat(recorder.summary())
                .allSatisfy(reading -> assertThat(reading.value()).isEmpty())
                .allSatisfy(reading -> assertThat(reading.note()).isEqualTo("not measured"));
    }

    @Test
    void comparesTheLastThirdWithTheFirst() {
        SeriesRecorder clock = new SeriesRecorder("s", List.of(Measure.of("clock", "MHz", Aggregate.DRIFT)));
        clock.add(0, List.of(OptionalDouble.of(2000)));
        clock.begin(0);
        for (int second = 1; second <= 6; second++) {
            clock.add(second * 1_000_000_000L, List.of(OptionalDouble.of(2000 - 100 * second)));
            assertThat(clock.summary().get(0).value().isPresent()).isEqualTo(second == 6);
        }
        assertThat(clock.summary()).containsExactly(Reading.of("clock.drift", "MHz", -400));
    }

    @Test
    void writesCsvWithUnitsAndEmptyCells() {
        row(1, 0.25, Double.NaN);
        row(2, Double.NaN, 30);
        assertThat(recorder.series().toCsv())
                .isEqualTo("elapsed (s),cpu (cores),pause.max (ms)\n1.000,0.25,\n2.000,,30\n");
    }

    private void row(double seconds, double... values) {
        recorder.add(
                Math.round(seconds * 1e9),
                Arrays.stream(values)
                        .mapToObj(value -> Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value))
                        .toList());
    }
}
