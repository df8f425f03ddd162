package io.varcas.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.metric.Span;
import io.varcas.record.Records;
import io.varcas.record.RequestRecord;
import io.varcas.record.ServerTimes;
import io.varcas.stages.StageBreakdown.Source;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StageCalculatorTest {

    private static final long MS = 1_000_000;

    private final StageCalculator calculator = new StageCalculator();

    @BeforeEach
    void setUp() {
        calculator.begin(List.of(new Span(0, 1_000_000 * MS)));
    }

    private static RequestRecord request(long index, long queue) {
        long first = 10 * index + 1 + queue + 20 + 4;
        return Records.completed(index, 10 * index, 10 * index + 1, 3, first + 90, first, first + 40, first + 80);
    }

    private static ServerTimes times(long queue, OptionalLong frontEnd) {
        return new ServerTimes(queue * MS, 20 * MS, 80 * MS, frontEnd);
    }

    private static RequestRecord withTimes(long index, long queue) {
        return request(index, queue).toBuilder()
                .serverTimes(Optional.of(times(queue, OptionalLong.empty())))
                .build();
    }

    @Test
    void findsTheStageThatGrewForTheSlowest() {
        for (int i = 0; i < 1000; i++) {
            calculator.add(withTimes(i, i < 980 ? 10 : 2000), Optional.empty());
        }
        StageBreakdown stages = calculator.result().orElseThrow();
        assertThat(stages.source()).isEqualTo(Source.REQUEST_METRICS);
        assertThat(stages.joined()).isEqualTo(1000);
        assertThat(stages.unattributed()).hasValueCloseTo(0.0, within(1e-6));
        assertThat(stages.grewMost()).contains(Stage.QUEUE);
        StageGroup slowest = stages.e2e(StageBreakdown.SLOWEST).orElseThrow();
        assertThat(slowest.requests()).isEqualTo(10);
        assertThat(slowest.millis(Stage.QUEUE)).isCloseTo(2000, within(0.01));
        assertThat(stages.e2e(StageBreakdown.TYPICAL).orElseThrow().millis(Stage.QUEUE))
                .isCloseTo(10, within(0.01));
        StageGroup p99 = stages.ttft(StageBreakdown.AROUND_P99).orElseThrow();
        assertThat(p99.totalMillis()).isCloseTo(2025, within(0.01));
        assertThat(p99.millis()).doesNotContainKeys(Stage.DECODE, Stage.STALL, Stage.FRONT_END);
    }

    @Test
    void groupsAddUpToTheirTotal() {
        for (int i = 0; i < 37; i++) {
            calculator.add(withTimes(i, 7L * i % 50), Optional.empty());
        }
        StageBreakdown stages = calculator.result().orElseThrow();
        for (List<StageGroup> groups : List.of(stages.e2e(), stages.ttft())) {
            for (StageGroup group : groups) {
                assertThat(group.millis().values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum())
                        .as(group.name())
                        .isCloseTo(group.totalMillis(), within(1e-6));
            }
        }
    }

    @Test
    void prefersSpansAndCountsRequestsWithoutTimes() {
        calculator.add(withTimes(0, 10), Optional.of(times(10, OptionalLong.of(3 * MS))));
        calculator.add(request(1, 10), Optional.empty());
        StageBreakdown stages = calculator.result().orElseThrow();
        assertThat(stages.source()).isEqualTo(Source.SPANS);
        assertThat(stages.joined()).isEqualTo(1);
        assertThat(stages.completed()).isEqualTo(2);
        assertThat(stages.e2e(StageBreakdown.ALL).orElseThrow().millis(Stage.FRONT_END))
                .isCloseTo(3, within(0.001));
    }

    @Test
    void leavesOutWarmup() {
        calculator.begin(List.of(new Span(500 * MS, 1000 * MS)));
        assertThat(calculator.add(withTimes(0, 10), Optional.empty())).isEmpty();
        assertThat(calculator.result()).isEmpty();
    }

    @Test
    void addsUpHistogramsWhereNoSingleTimesAreKnown() {
        StageBreakdown stages = new HistogramStages(
                        OptionalDouble.empty(),
                        OptionalDouble.of(1),
                        OptionalDouble.of(131),
                        OptionalDouble.of(931),
                        OptionalDouble.of(120),
                        OptionalDouble.of(70),
                        OptionalDouble.of(40),
                        OptionalDouble.of(790))
                .breakdown(50)
                .orElseThrow();
        assertThat(stages.source()).isEqualTo(Source.HISTOGRAMS);
        StageGroup all = stages.e2e(StageBreakdown.ALL).orElseThrow();
        assertThat(all.millis(Stage.FRONT_END)).isEqualTo(10);
        assertThat(all.millis(Stage.NETWORK)).isEqualTo(10);
        assertThat(all.millis(Stage.REST)).isEqualTo(10);
        assertThat(stages.grewMost()).isEmpty();
    }

    @Test
    void hasNoSumsWhereTheServerExposesNone() {
        OptionalDouble none = OptionalDouble.empty();
        assertThat(new HistogramStages(none, none, none, OptionalDouble.of(931), none, none, none, none).breakdown(50))
                .isEmpty();
    }
}
