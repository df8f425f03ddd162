package io.varcas.load;

import static io.varcas.load.FakeLoad.ms;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.metric.Origin;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.workload.WorkloadPlan;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the users of a closed loop send, and when. */
@Timeout(60)
class ClosedLoopRunTest {

    private final FakeLoad load = new FakeLoad();

    @Test
    void keepsEveryUserOfAClosedLoopBusyAndNoMore() {
        FakeTransport transport = load.server(ms(200));
        load.run(FakeLoad.plan("users=7"), transport);
        assertThat(transport.mostInFlight()).isEqualTo(7);
        assertThat(load.records()).hasSize(7 * 25);
        for (int user = 0; user < 7; user++) {
            List<RequestRecord> own = load.ofUser(user);
            for (int i = 0; i < own.size(); i++) {
                assertThat(own.get(i).intendedNanos()).isEqualTo(i * ms(200));
                assertThat(own.get(i).sentNanos()).hasValue(i * ms(200));
            }
        }
    }

    @Test
    void sendsABatchAtOnceAndTheNextWhenAllOfItHasEnded() {
        FakeTransport transport = load.server(ms(200)).stallAt(9, ms(450));
        load.run(FakeLoad.plan("users=2", "batch=4", "thinkTime=50ms"), transport);
        assertThat(transport.mostInFlight()).isEqualTo(8);
        for (int user = 0; user < 2; user++) {
            List<RequestRecord> own = load.ofUser(user);
            assertThat(own.size() % 4).isZero();
            long due = 0;
            for (int i = 0; i < own.size(); i += 4) {
                List<RequestRecord> batch = own.subList(i, i + 4);
                long start = due;
                assertThat(batch)
                        .allSatisfy(record -> assertThat(record.intendedNanos()).isEqualTo(start));
                due = batch.stream().mapToLong(RequestRecord::closedNanos).max().orElseThrow() + ms(50);
            }
        }
    }

    @Test
    void letsUsersThinkBetweenAnswerAndRequest() {
        FakeTransport transport = load.server(ms(200));
        load.run(FakeLoad.plan("users=3", "thinkTime=300ms"), transport);
        assertThat(load.ofUser(2))
                .extracting(RequestRecord::intendedNanos)
                .containsExactlyElementsOf(
                        LongStream.range(0, 10).map(i -> i * ms(500)).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({"1, 0s, 0s, 3", "4, 0s, 0s, 3", "4, 2s, 2s, 3", "4, 2s, 0s, -1", "4, 0s, 2s, -1"})
    void looksForIdleUsersOnlyWhereTheyPauseAlikeAfterEveryAnswer(
            String turns, String pause, String thinkTime, int users) {
        WorkloadPlan plan =
                FakeLoad.plan("users=3", "session.turns=" + turns, "session.pause=" + pause, "thinkTime=" + thinkTime);
        assertThat(LoadRun.contextOf(plan, Origin.MEASURED).users().orElse(-1)).isEqualTo(users);
    }

    @Test
    void letsUsersJoinOverTheRampUp() {
        FakeTransport transport = load.server(ms(200));
        load.run(FakeLoad.plan("users=4", "rampUp=1s"), transport);
        for (int user = 0; user < 4; user++) {
            assertThat(load.ofUser(user).get(0).intendedNanos()).isEqualTo(ms(250L * user));
        }
        assertThat(transport.mostInFlight()).isEqualTo(4);
    }

    @Test
    void letsAUserEndAConversationBeforeItBeginsAnother() {
        FakeTransport transport = load.server(ms(200));
        load.run(FakeLoad.plan("users=2", "thinkTime=500ms", "session.turns=2"), transport);
        assertThat(transport.mostInFlight()).isEqualTo(2);
        assertThat(load.ofUser(0).stream().limit(4))
                .extracting(RequestRecord::intendedNanos)
                .containsExactly(0L, ms(200), ms(900), ms(1100));
        assertThat(load.ofUser(0).stream().limit(4).map(record -> record.index() % 2))
                .containsExactly(0L, 1L, 0L, 1L);
    }

    @Test
    void goesOnWithTheUserWhoseRequestTimedOut() {
        FakeTransport transport = load.server(ms(1000));
        load.run(FakeLoad.plan("users=1", "timeout=500ms"), transport);
        assertThat(load.records()).hasSize(10).allMatch(record -> record.outcome() == Outcome.TIMEOUT);
    }
}
