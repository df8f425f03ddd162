package io.varcas.tune.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StepSeriesTest {

    @Test
    void countsStepsFromTheLastFirstTokenToTheFirstEnd() {
        // three sequences begin one step after the other; steps take 10 ms, arrivals scatter by less than 1 ms
        List<TokenTimes> batch =
                List.of(every10Millis(0, 12, 0), every10Millis(1, 12, 400_000), every10Millis(2, 12, 900_000));

        StepSeries series = StepSeries.between(
                        batch, batch.get(2).first(), batch.get(0).last())
                .orElseThrow();

        assertThat(series.steps()).isEqualTo(9);
        assertThat(series.millis()).allMatch(millis -> millis == 10.0);
        assertThat(series.seconds()).isEqualTo(0.09);
        assertThat(series.mostBefore()).isEqualTo(3);
        assertThat(series.meanTokens()).isEqualTo(2 + 4.0); // 3, 2 and 1 tokens at first, 8 more by the last step
    }

    @Test
    void isEmptyIfTheFirstEndsBeforeTheLastBegins() {
        List<TokenTimes> batch = List.of(every10Millis(0, 2, 0), every10Millis(5, 2, 0));

        assertThat(StepSeries.between(batch, batch.get(1).first(), batch.get(0).last()))
                .isEmpty();
    }

    private static TokenTimes every10Millis(int begin, int tokens, long late) {
        return new TokenTimes(
                LongStream.range(begin, begin + tokens)
                        .map(step -> step * 10_000_000 + late)
                        .toArray(),
                tokens);
    }
}
