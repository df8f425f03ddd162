package io.varcas.stages;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.record.Outcome;
import io.varcas.record.Records;
import io.varcas.record.RequestRecord;
import io.varcas.record.ServerTimes;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RequestStagesTest {

    private static final long MS = 1_000_000;

    /** Due at 100 ms, sent at 103, first text at 403, then a text each 10 ms but for one gap of 110 ms. */
    private static final RequestRecord REQUEST =
            Records.completed(0, 100, 103, 8, 600, 403, 413, 423, 533, 543, 553, 563, 573);

    private static ServerTimes server(long queue, long prefill, long decode) {
        return new ServerTimes(queue * MS, prefill * MS, decode * MS, OptionalLong.empty());
    }

    private static long millis(RequestStages stages, Stage stage) {
        return stages.nanos(stage) / MS;
    }

    @Test
    void splitsTheTimeFromDueToTheLastText() {
        RequestStages stages = RequestStages.of(REQUEST, server(200, 80, 168)).orElseThrow();
        assertThat(stages.e2eNanos()).isEqualTo(473 * MS);
        assertThat(stages.ttftNanos()).hasValue(303 * MS);
        assertThat(millis(stages, Stage.CLIENT_LAG)).isEqualTo(3);
        assertThat(millis(stages, Stage.NETWORK)).isEqualTo(20);
        assertThat(millis(stages, Stage.QUEUE)).isEqualTo(200);
        assertThat(millis(stages, Stage.PREFILL)).isEqualTo(80);
        assertThat(millis(stages, Stage.STALL)).isEqualTo(100);
        assertThat(millis(stages, Stage.DECODE)).isEqualTo(68);
        assertThat(millis(stages, Stage.REST)).isEqualTo(2);
    }

    @Test
    void takesTheServersFrontEndFromTheNetwork() {
        ServerTimes server = new ServerTimes(200 * MS, 80 * MS, 170 * MS, OptionalLong.of(15 * MS));
        RequestStages stages = RequestStages.of(REQUEST, server).orElseThrow();
        assertThat(millis(stages, Stage.FRONT_END)).isEqualTo(15);
        assertThat(millis(stages, Stage.NETWORK)).isEqualTo(5);
    }

    @Test
    void showsWhatTheServerClaimsTooMuchAsNegativeRest() {
        RequestStages stages = RequestStages.of(REQUEST, server(400, 80, 170)).orElseThrow();
        assertThat(millis(stages, Stage.NETWORK)).isZero();
        assertThat(millis(stages, Stage.REST)).isEqualTo(-180);
    }

    @Test
    void tellsWaitingUnderACapFromTheClientsLag() {
        RequestRecord capped =
                REQUEST.toBuilder().readyNanos(OptionalLong.of(101 * MS)).build();
        RequestStages stages = RequestStages.of(capped, server(200, 80, 170)).orElseThrow();
        assertThat(millis(stages, Stage.CLIENT_QUEUE)).isEqualTo(1);
        assertThat(millis(stages, Stage.CLIENT_LAG)).isEqualTo(2);
    }

    @Test
    void leavesOutRequestsThatDidNotComplete() {
        assertThat(RequestStages.of(Records.ended(0, 100, 200, Outcome.HTTP_ERROR), server(1, 1, 1)))
                .isEmpty();
        assertThat(RequestStages.of(Records.unsent(0, 100, 200), server(1, 1, 1)))
                .isEmpty();
    }
}
