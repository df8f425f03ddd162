package io.varcas.tune.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import io.varcas.setting.Layer;
import io.varcas.sla.Objective;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadLimitTest {

    private static Objective objective(String text) {
        return Objective.parse(text, Layer.COMMAND_LINE);
    }

    private static double[] samples(String objective, RequestRecord request) {
        return LoadLimit.of(objective(objective)).orElseThrow().samples(request).toArray();
    }

    /** Due at 1 s, tokens at the times given in milliseconds after that. */
    private static RequestRecord request(Outcome outcome, long closedMillis, long... tokens) {
        Timeline events = new Timeline(tokens.length);
        for (long token : tokens) {
            events.add((1_000 + token) * 1_000_000, EventKind.CONTENT);
        }
        return RequestRecord.builder()
                .intendedNanos(1_000_000_000)
                .sentNanos(OptionalLong.of(1_000_000_000))
                .closedNanos((1_000 + closedMillis) * 1_000_000)
                .outcome(outcome)
                .output(new TokenCount(tokens.length, TokenSource.USAGE))
                .events(events)
                .build();
    }

    @ParameterizedTest
    @CsvSource({"ttft.p95<=500ms, 100", "e2e.mean<=1s, 160", "tpot.p90<=50ms, 30", "stall.max.p50<=50ms, 40"})
    void takesTheSampleOfACompletedRequest(String objective, double millis) {
        assertThat(samples(objective, request(Outcome.COMPLETED, 160, 100, 120, 160)))
                .containsExactly(millis);
    }

    @Test
    void takesEveryGapBetweenTokens() {
        assertThat(samples("itl.p99<=50ms", request(Outcome.COMPLETED, 160, 100, 120, 160)))
                .containsExactly(20, 40);
    }

    @Test
    void countsFailuresAsInfinitelySlowUnlessLeftOut() {
        RequestRecord failed = request(Outcome.HTTP_ERROR, 10);

        assertThat(samples("ttft.p95<=500ms", failed)).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(samples("ttft.ok.p95<=500ms", failed)).isEmpty();
    }

    @Test
    void knowsOfACutRequestWhatItsTimeSoFarTells() {
        assertThat(samples("ttft.p95<=500ms", request(Outcome.CANCELLED, 200))).isEmpty();
        assertThat(samples("ttft.p95<=500ms", request(Outcome.CANCELLED, 600)))
                .containsExactly(Double.POSITIVE_INFINITY);
        assertThat(samples("ttft.p95<=500ms", request(Outcome.CANCELLED, 200, 150)))
                .containsExactly(150);
        assertThat(samples("e2e.p95<=500ms", request(Outcome.CANCELLED, 200, 150)))
                .isEmpty();
        assertThat(samples("tpot.p95<=50ms", request(Outcome.CANCELLED, 200, 150, 160)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "goodput>=5",
                "throughput.output>=100",
                "ttft.max<=1s",
                "predicted.ttft.p95<=1s",
                "send.lag.p99<=5ms"
            })
    void leavesOutWhatMoreLoadDoesNotBreak(String text) {
        assertThat(LoadLimit.of(objective(text))).isEmpty();
        assertThat(LoadLimit.whyNot(objective(text))).isNotEmpty();
    }
}
