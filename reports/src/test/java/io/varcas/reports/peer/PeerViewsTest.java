package io.varcas.reports.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One request due at 0, sent at 10 ms, closed at 200 ms: the numbers are short enough to be made by hand. */
class PeerViewsTest {

    private static final long MS = 1_000_000;

    private final PeerViews views = new PeerViews();

    private static RequestRecord request(Outcome outcome, int tokens) {
        return request(outcome, tokens, -1, 0, 200);
    }

    private static RequestRecord request(Outcome outcome, int tokens, int user, long dueMillis, long closedMillis) {
        Timeline events = new Timeline(8);
        events.add(30 * MS, EventKind.ROLE);
        events.add(50 * MS, EventKind.CONTENT);
        events.add(110 * MS, EventKind.CONTENT);
        events.add(170 * MS, EventKind.CONTENT);
        events.add(190 * MS, EventKind.EMPTY);
        return RequestRecord.builder()
                .user(user)
                .intendedNanos(dueMillis * MS)
                .sentNanos(OptionalLong.of(10 * MS))
                .closedNanos(closedMillis * MS)
                .outcome(outcome)
                .askedTokens(tokens)
                .input(new TokenCount(12, TokenSource.USAGE))
                .output(new TokenCount(tokens, TokenSource.USAGE))
                .events(events)
                .build();
    }

    private Map<String, List<Double>> rows() {
        return views.rows().stream().collect(Collectors.toMap(PeerViews.Row::name, PeerViews.Row::values));
    }

    private static Function<Double, Boolean> near(double expected) {
        return value -> Math.abs(value - expected) < 1e-9;
    }

    @Test
    void countsAsEachToolDoes() {
        views.accept(0, request(Outcome.COMPLETED, 5), true);
        Map<String, List<Double>> rows = rows();

        assertThat(views.names()).containsExactly("vllm", "aiperf", "guidellm", "mlperf");
        assertRow(rows, "TTFT p50", 20, 40, 40, 50);
        assertRow(rows, "E2E p50", 180, 160, 190, 200);
        assertRow(rows, "TPOT p50", 160 / 4.0, 120 / 4.0, 160 / 5.0, 120 / 4.0);
        assertRow(rows, "ITL mean", 160 / 4.0, 60, 120 / 4.0, Double.NaN);
        assertRow(rows, "output tokens", 5 / 0.19, 5 / 0.19, 5 / 0.19, 5 / 0.19);
    }

    @Test
    void takesTheLatencyOfABatchInMlperfFromItsSlowest() {
        for (long closed : new long[] {200, 260, 240}) {
            views.accept(0, request(Outcome.COMPLETED, 5, 0, 0, closed), true);
            views.accept(0, request(Outcome.COMPLETED, 5, 1, 0, closed + 100), true);
        }
        views.accept(0, request(Outcome.COMPLETED, 5, 0, 270, 470), true);

        // queries of 260, 360 and 200 ms, seven requests
        assertThat(mlperf("E2E mean")).isCloseTo((260 + 360 + 200) / 3.0, within(1e-9));
        assertThat(mlperf("E2E p99")).as("the lower rank of three").isCloseTo(260, within(1e-9));
        assertThat(mlperf("TTFT p50")).isCloseTo(50, within(1e-9));
    }

    private double mlperf(String row) {
        return rows().getOrDefault(row, List.of()).get(3);
    }

    @Test
    void leavesOutRequestsThatFailedOrWereNotMeasured() {
        views.accept(0, request(Outcome.COMPLETED, 5), true);
        Map<String, List<Double>> alone = rows();
        views.accept(0, request(Outcome.STREAM_ERROR, 90), true);
        views.accept(0, request(Outcome.COMPLETED, 90), false);

        assertThat(rows()).isEqualTo(alone);
    }

    @Test
    void weighsGuidellmsAveragesByTokens() {
        views.accept(0, request(Outcome.COMPLETED, 5), true);
        views.accept(0, request(Outcome.COMPLETED, 2), true);
        double tpot = (5 * (160 / 5.0) + 2 * (160 / 2.0)) / 7;
        double itl = (4 * (120 / 4.0) + 120) / 5;

        assertThat(near(tpot).apply(rows().getOrDefault("TPOT mean", List.of()).get(2)))
                .isTrue();
        assertThat(near(itl).apply(rows().getOrDefault("ITL mean", List.of()).get(2)))
                .isTrue();
        assertThat(rows().getOrDefault("ITL p50", List.of()).get(2)).isCloseTo(30, within(1e-9));
    }

    private static void assertRow(Map<String, List<Double>> rows, String name, double... expected) {
        List<Double> values = rows.getOrDefault(name, List.of());
        assertThat(values).as(name).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            if (Double.isNaN(expected[i])) {
                assertThat(values.get(i)).as(name).isNaN();
            } else {
                assertThat(values.get(i)).as(name + " " + i).isCloseTo(expected[i], within(1e-9));
            }
        }
    }
}
