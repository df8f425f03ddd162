package io.varcas.load;

import static io.varcas.load.FakeLoad.ms;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.metric.Span;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.request.PlannedRequest;
import io.varcas.request.RequestMaker;
import io.varcas.request.TimedSource;
import io.varcas.traffic.ArrivalSequence;
import io.varcas.traffic.ReplayedArrivals;
import io.varcas.traffic.Seed;
import io.varcas.workload.LoadShape;
import io.varcas.workload.Plans;
import io.varcas.workload.WorkloadPlan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an open loop sends, and when. */
@Timeout(60)
class LoadRunTest {

    private final FakeLoad load = new FakeLoad();

    @Test
    void sendsEveryRequestOfAnOpenLoopWhenItIsDue() {
        FakeTransport transport = load.server(ms(90));
        LoadEnd end = load.run(FakeLoad.plan("arrivals=constant", "rate=10"), transport);
        assertThat(load.sorted()).extracting(RequestRecord::index).containsExactlyElementsOf(range(50));
        assertThat(load.sorted()).allSatisfy(record -> {
            assertThat(record.intendedNanos()).isEqualTo(record.index() * ms(100));
            assertThat(record.sentNanos()).isEqualTo(OptionalLong.of(record.intendedNanos()));
            assertThat(record.events().nanos(0)).isEqualTo(record.intendedNanos() + ms(30));
            assertThat(record.closedNanos()).isEqualTo(record.intendedNanos() + ms(90));
            assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(record.output().tokens()).isEqualTo(2);
        });
        assertThat(end.measured()).containsExactly(new Span(ms(1000), ms(3000)), new Span(ms(3000), ms(5000)));
        assertThat(List.of(9, 10, 29, 30, 49).stream()
                        .map(index -> load.sorted().get(index).phase())
                        .toList())
                .containsExactly("warm-up 1", "iteration 1", "iteration 1", "iteration 2", "iteration 2");
        assertThat(end.interrupted()).isFalse();
        assertThat(load.told())
                .containsExactly(
                        "begin 0 warm-up",
                        "end 0 started 10",
                        "begin 1",
                        "second 10",
                        "second 20",
                        "end 1 started 20",
                        "begin 2",
                        "second 30",
                        "second 40",
                        "end 2 started 20",
                        "second 50",
                        "draining 0");
    }

    @Test
    void requestsThatAreDueAsWindowsAndSecondsPassDoNotWaitForTheTelling() {
        load.tellingTakes(ms(3)).run(FakeLoad.plan("arrivals=constant", "rate=10"), load.server(ms(90)));
        assertThat(load.sorted())
                .hasSize(50)
                .allSatisfy(record -> assertThat(record.sentNanos()).hasValue(record.index() * ms(100)));
        assertThat(load.told()).as("nor do they count before they are due").contains("end 0 started 10", "second 20");
    }

    @Test
    void rehearsesBesideAWarmUpThatIsLongEnough() throws InterruptedException {
        FakeTransport transport = load.server(ms(90));
        load.run(FakeLoad.plan("warmup.time=3s", "arrivals=constant", "rate=10"), transport);
        FakeTransport.Rehearsal rehearsal = transport.rehearsals().poll(30, TimeUnit.SECONDS);
        assertThat(rehearsal).isNotNull();
        assertThat(rehearsal.by()).isNotSameAs(Thread.currentThread());
        assertThat(rehearsal.limit()).as("half of the warm-up").isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void rehearsesBeforeTheLoadWhereThereIsNoWarmUpAndLosesNothingOfIt() {
        FakeTransport transport = load.server(ms(90));
        long before = load.clock().nanos();
        load.run(FakeLoad.plan("warmup.iterations=0", "arrivals=constant", "rate=10"), transport);
        assertThat(transport.rehearsals()).singleElement().satisfies(rehearsal -> {
            assertThat(rehearsal.by()).isSameAs(Thread.currentThread());
            assertThat(rehearsal.nanos()).as("before anything is sent").isEqualTo(before);
        });
        assertThat(load.clock().nanos() - before).as("4 s of load after a rest").isGreaterThan(ms(4100));
        assertThat(load.sorted())
                .hasSize(40)
                .allSatisfy(record -> assertThat(record.sentNanos()).hasValue(record.index() * ms(100)));
    }

    @Test
    void sendsReplayedRequestsAtTheTimesOfTheData() {
        long[] times = {0, ms(26), ms(26), 1_234_567_891L, ms(4_999), ms(5_000)};
        WorkloadPlan plan = Plans.with(FakeLoad.plan(), new LoadShape.Replay("trace.csv", 1));
        RequestMaker maker = new RequestMaker(plan, Optional.empty(), Seed.of(1));
        TimedSource trace = new TimedSource() {
            @Override
            public ArrivalSequence arrivals() {
                return new ReplayedArrivals(times, 1).sequence(Seed.of(1));
            }

            @Override
            public Optional<PlannedRequest> request(long index) {
                return maker.request(index);
            }
        };
        FakeTransport transport = load.server(ms(90));
        load.of(plan, trace, transport).run();
        assertThat(load.sorted())
                .as("all but the one due when the load is over")
                .extracting(RequestRecord::intendedNanos)
                .containsExactly(0L, ms(26), ms(26), 1_234_567_891L, ms(4_999));
        assertThat(load.sorted())
                .allSatisfy(record -> assertThat(record.sentNanos()).hasValue(record.intendedNanos()));
    }

    @Test
    void sendsLateRequestsAtOnceAndCountsThemFromWhenTheyWereDue() {
        FakeTransport transport = load.server(ms(90)).stallAt(20, ms(450));
        load.run(FakeLoad.plan("arrivals=constant", "rate=10"), transport);
        assertThat(load.records()).hasSize(50);
        assertThat(load.sorted())
                .allSatisfy(record -> assertThat(record.intendedNanos()).isEqualTo(record.index() * ms(100)));
        assertThat(load.sorted().subList(20, 26))
                .extracting(record -> record.sentNanos().orElseThrow())
                .containsExactly(ms(2000), ms(2450), ms(2450), ms(2450), ms(2450), ms(2500));
    }

    @Test
    void capsNothingInAnOpenLoop() {
        FakeTransport transport = load.server(ms(5500));
        load.run(FakeLoad.plan("arrivals=constant", "rate=10"), transport);
        assertThat(transport.mostInFlight()).isEqualTo(50);
    }

    @Test
    void holdsRequestsBackBeyondACapAndTellsTheirWaitApartFromItsOwnLateness() {
        FakeTransport transport = load.server(ms(300));
        LoadEnd end = load.run(FakeLoad.plan("arrivals=constant", "rate=10", "maxConcurrency=2"), transport);
        assertThat(transport.mostInFlight()).isEqualTo(2);
        List<RequestRecord> all = load.sorted();
        assertThat(all).hasSize(50);
        long[] closed = new long[50];
        for (int i = 0; i < 40; i++) {
            long ready = Math.max(ms(100L * i), i < 2 ? 0 : closed[i - 2]);
            closed[i] = ready + ms(300);
            assertThat(all.get(i).intendedNanos()).isEqualTo(ms(100L * i));
            assertThat(all.get(i).readyNanos()).hasValue(ready);
            assertThat(all.get(i).sentNanos()).hasValue(ready);
            assertThat(all.get(i).outcome()).isEqualTo(Outcome.COMPLETED);
        }
        assertThat(all.subList(41, 50)).allSatisfy(record -> {
            assertThat(record.sentNanos()).isEmpty();
            assertThat(record.outcome()).isEqualTo(Outcome.CANCELLED);
        });
        assertThat(end.failure()).isEmpty();
    }

    @Test
    void reportsNothingOfAWaitWhereNothingCapsTheRequests() {
        load.run(FakeLoad.plan("arrivals=constant", "rate=10"), load.server(ms(300)));
        assertThat(load.sorted())
                .allSatisfy(record -> assertThat(record.readyNanos()).isEmpty());
    }

    @Test
    void asksTheNextTurnOfAConversationAPauseAfterTheAnswerWithAllThatWasSaid() {
        FakeTransport transport = load.server(ms(200));
        load.run(FakeLoad.plan("arrivals=constant", "rate=1", "session.turns=3", "session.pause=100ms"), transport);
        List<RequestRecord> turns =
                load.sorted().stream().filter(record -> record.index() / 3 == 1).toList();
        long first = turns.get(0).intendedNanos();
        assertThat(turns).extracting(RequestRecord::index).containsExactly(3L, 4L, 5L);
        assertThat(turns)
                .extracting(RequestRecord::intendedNanos)
                .containsExactly(first, first + ms(300), first + ms(600));
        String last = transport.sent().stream()
                .map(request -> new String(request.bodyCopy(), StandardCharsets.UTF_8))
                .filter(body -> body.split("\"role\":\"assistant\",\"content\":\"onetwo\"", -1).length == 3)
                .findFirst()
                .orElseThrow();
        assertThat(last.split("\"role\":\"user\"", -1)).hasSize(4);
    }

    private static List<Long> range(long end) {
        return LongStream.range(0, end).boxed().toList();
    }
}
