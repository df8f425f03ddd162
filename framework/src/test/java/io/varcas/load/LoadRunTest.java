package io.varcas.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.metric.Origin;
import io.varcas.metric.Outcome;
import io.varcas.metric.RequestRecord;
import io.varcas.metric.Span;
import io.varcas.traffic.ArrivalSequence;
import io.varcas.traffic.ReplayedArrivals;
import io.varcas.traffic.Seed;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.LoadShape;
import io.varcas.workload.OnlyPrompts;
import io.varcas.workload.PlannedRequest;
import io.varcas.workload.PromptException;
import io.varcas.workload.RequestMaker;
import io.varcas.workload.TimedSource;
import io.varcas.workload.WorkloadInstance;
import io.varcas.workload.WorkloadPlan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LoadRunTest {

    private static final String[] SHORT = {
        "warmup.iterations=1", "warmup.time=1s", "measurement.iterations=2", "measurement.time=2s", "drain.limit=1s"
    };

    private final FakeClock clock = new FakeClock();
    private final List<RequestRecord> records = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @Test
    void sendsEveryRequestOfAnOpenLoopWhenItIsDue() {
        FakeTransport transport = new FakeTransport(clock, ms(90));
        LoadEnd end = run(Plans.of(and(SHORT, "arrivals=constant", "rate=10")), transport);
        assertThat(sorted()).extracting(RequestRecord::index).containsExactlyElementsOf(range(50));
        assertThat(sorted()).allSatisfy(record -> {
            assertThat(record.intendedNanos()).isEqualTo(record.index() * ms(100));
            assertThat(record.sentNanos()).isEqualTo(OptionalLong.of(record.intendedNanos()));
            assertThat(record.events().nanos(0)).isEqualTo(record.intendedNanos() + ms(30));
            assertThat(record.closedNanos()).isEqualTo(record.intendedNanos() + ms(90));
            assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(record.output().tokens()).isEqualTo(2);
        });
        assertThat(end.measured()).containsExactly(new Span(ms(1000), ms(3000)), new Span(ms(3000), ms(5000)));
        assertThat(end.interrupted()).isFalse();
        assertThat(told)
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
    void rehearsesBesideAWarmUpThatIsLongEnough() throws InterruptedException {
        FakeTransport transport = new FakeTransport(clock, ms(90));
        run(Plans.of(and(SHORT, "warmup.time=3s", "arrivals=constant", "rate=10")), transport);
        FakeTransport.Rehearsal rehearsal = transport.rehearsals().poll(30, TimeUnit.SECONDS);
        assertThat(rehearsal).isNotNull();
        assertThat(rehearsal.by()).isNotSameAs(Thread.currentThread());
        assertThat(rehearsal.limit()).as("half of the warm-up").isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void rehearsesBeforeTheLoadWhereThereIsNoWarmUpAndLosesNothingOfIt() {
        FakeTransport transport = new FakeTransport(clock, ms(90));
        long before = clock.nanos();
        run(Plans.of(and(SHORT, "warmup.iterations=0", "arrivals=constant", "rate=10")), transport);
        assertThat(transport.rehearsals()).singleElement().satisfies(rehearsal -> {
            assertThat(rehearsal.by()).isSameAs(Thread.currentThread());
            assertThat(rehearsal.nanos()).as("before anything is sent").isEqualTo(before);
        });
        assertThat(sorted())
                .hasSize(40)
                .allSatisfy(record -> assertThat(record.sentNanos()).hasValue(record.index() * ms(100)));
    }

    @Test
    void sendsReplayedRequestsAtTheTimesOfTheData() {
        long[] times = {0, ms(26), ms(26), 1_234_567_891L, ms(4_999), ms(5_000)};
        WorkloadPlan plan = Plans.with(Plans.of(SHORT), new LoadShape.Replay("trace.csv", 1));
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
        FakeTransport transport = new FakeTransport(clock, ms(90));
        new LoadRun(plan, trace, transport, Seed.of(1), Share.WHOLE, records::add, listener(), clock).run();
        assertThat(sorted())
                .as("all but the one due when the load is over")
                .extracting(RequestRecord::intendedNanos)
                .containsExactly(0L, ms(26), ms(26), 1_234_567_891L, ms(4_999));
        assertThat(sorted()).allSatisfy(record -> assertThat(record.sentNanos()).hasValue(record.intendedNanos()));
    }

    @Test
    void sendsLateRequestsAtOnceAndCountsThemFromWhenTheyWereDue() {
        FakeTransport transport = new FakeTransport(clock, ms(90)).stallAt(20, ms(450));
        run(Plans.of(and(SHORT, "arrivals=constant", "rate=10")), transport);
        assertThat(records).hasSize(50);
        assertThat(sorted())
                .allSatisfy(record -> assertThat(record.intendedNanos()).isEqualTo(record.index() * ms(100)));
        assertThat(sorted().subList(20, 26))
                .extracting(record -> record.sentNanos().orElseThrow())
                .containsExactly(ms(2000), ms(2450), ms(2450), ms(2450), ms(2450), ms(2500));
    }

    @Test
    void capsNothingInAnOpenLoop() {
        FakeTransport transport = new FakeTransport(clock, ms(5500));
        run(Plans.of(and(SHORT, "arrivals=constant", "rate=10")), transport);
        assertThat(transport.mostInFlight()).isEqualTo(50);
    }

    @Test
    void keepsEveryUserOfAClosedLoopBusyAndNoMore() {
        FakeTransport transport = new FakeTransport(clock, ms(200));
        run(Plans.of(and(SHORT, "users=7")), transport);
        assertThat(transport.mostInFlight()).isEqualTo(7);
        assertThat(records).hasSize(7 * 25);
        for (int user = 0; user < 7; user++) {
            List<RequestRecord> own = ofUser(user);
            for (int i = 0; i < own.size(); i++) {
                assertThat(own.get(i).intendedNanos()).isEqualTo(i * ms(200));
                assertThat(own.get(i).sentNanos()).hasValue(i * ms(200));
            }
        }
    }

    @Test
    void sendsABatchAtOnceAndTheNextWhenAllOfItHasEnded() {
        FakeTransport transport = new FakeTransport(clock, ms(200)).stallAt(9, ms(450));
        run(Plans.of(and(SHORT, "users=2", "batch=4", "thinkTime=50ms")), transport);
        assertThat(transport.mostInFlight()).isEqualTo(8);
        for (int user = 0; user < 2; user++) {
            List<RequestRecord> own = ofUser(user);
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
        FakeTransport transport = new FakeTransport(clock, ms(200));
        run(Plans.of(and(SHORT, "users=3", "thinkTime=300ms")), transport);
        assertThat(ofUser(2))
                .extracting(RequestRecord::intendedNanos)
                .containsExactlyElementsOf(
                        LongStream.range(0, 10).map(i -> i * ms(500)).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({"1, 0s, 0s, 3", "4, 0s, 0s, 3", "4, 2s, 2s, 3", "4, 2s, 0s, -1", "4, 0s, 2s, -1"})
    void looksForIdleUsersOnlyWhereTheyPauseAlikeAfterEveryAnswer(
            String turns, String pause, String thinkTime, int users) {
        WorkloadPlan plan = Plans.of(
                and(SHORT, "users=3", "session.turns=" + turns, "session.pause=" + pause, "thinkTime=" + thinkTime));
        assertThat(LoadRun.contextOf(plan, Origin.MEASURED).users().orElse(-1)).isEqualTo(users);
    }

    @Test
    void letsUsersJoinOverTheRampUp() {
        FakeTransport transport = new FakeTransport(clock, ms(200));
        run(Plans.of(and(SHORT, "users=4", "rampUp=1s")), transport);
        for (int user = 0; user < 4; user++) {
            assertThat(ofUser(user).get(0).intendedNanos()).isEqualTo(ms(250L * user));
        }
        assertThat(transport.mostInFlight()).isEqualTo(4);
    }

    @Test
    void asksTheNextTurnOfAConversationAPauseAfterTheAnswerWithAllThatWasSaid() {
        FakeTransport transport = new FakeTransport(clock, ms(200));
        run(Plans.of(and(SHORT, "arrivals=constant", "rate=1", "session.turns=3", "session.pause=100ms")), transport);
        List<RequestRecord> turns =
                sorted().stream().filter(record -> record.index() / 3 == 1).toList();
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

    @Test
    void letsAUserEndAConversationBeforeItBeginsAnother() {
        FakeTransport transport = new FakeTransport(clock, ms(200));
        run(Plans.of(and(SHORT, "users=2", "thinkTime=500ms", "session.turns=2")), transport);
        assertThat(transport.mostInFlight()).isEqualTo(2);
        assertThat(ofUser(0).stream().limit(4))
                .extracting(RequestRecord::intendedNanos)
                .containsExactly(0L, ms(200), ms(900), ms(1100));
        assertThat(ofUser(0).stream().limit(4).map(record -> record.index() % 2))
                .containsExactly(0L, 1L, 0L, 1L);
    }

    @Test
    void waitsForAnswersInTheDrainAndThenGivesUp() {
        FakeTransport transport = new FakeTransport(clock, ms(1500));
        LoadEnd end = run(Plans.of(and(SHORT, "arrivals=constant", "rate=2")), transport);
        assertThat(end.interrupted()).isFalse();
        assertThat(sorted()).hasSize(10);
        assertThat(sorted().subList(0, 9)).allMatch(record -> record.outcome() == Outcome.COMPLETED);
        assertThat(sorted().get(9).outcome())
                .as("due at 4.5 s, ends at 6 s, as the drain does")
                .isIn(Outcome.CANCELLED, Outcome.COMPLETED);
        assertThat(sorted().get(9).closedNanos()).isEqualTo(ms(6000));

        records.clear();
        run(Plans.of(and(SHORT, "arrivals=constant", "rate=2")), new FakeTransport(clock, ms(2200)));
        assertThat(sorted().get(7).outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(sorted().subList(8, 10)).allSatisfy(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.CANCELLED);
            assertThat(record.closedNanos()).isEqualTo(ms(6000));
            assertThat(record.events().size()).as("what had arrived is kept").isEqualTo(1);
        });
    }

    @Test
    void closesRequestsThatTakeTooLong() {
        FakeTransport transport = new FakeTransport(clock, ms(1000));
        run(Plans.of(and(SHORT, "arrivals=constant", "rate=4", "timeout=600ms")), transport);
        assertThat(records).hasSize(20).allSatisfy(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(record.closedNanos()).isEqualTo(record.intendedNanos() + ms(600));
            assertThat(record.events().size()).isEqualTo(1);
        });
    }

    @Test
    void goesOnWithTheUserWhoseRequestTimedOut() {
        FakeTransport transport = new FakeTransport(clock, ms(1000));
        run(Plans.of(and(SHORT, "users=1", "timeout=500ms")), transport);
        assertThat(records).hasSize(10).allMatch(record -> record.outcome() == Outcome.TIMEOUT);
    }

    @Test
    void keepsWhatWasMeasuredWhenItIsStopped() {
        FakeTransport transport = new FakeTransport(clock, ms(150));
        LoadRun[] run = new LoadRun[1];
        WorkloadPlan plan = Plans.of(and(SHORT, "warmup.time=2s", "arrivals=constant", "rate=10"));
        run[0] = load(plan, Optional.empty(), transport, Share.WHOLE);
        clock.after(ms(3340), run[0]::stop);
        LoadEnd end = run[0].run();
        assertThat(end.interrupted()).isTrue();
        assertThat(end.failure()).isEmpty();
        assertThat(end.measured()).containsExactly(new Span(ms(2000), ms(3340)));
        assertThat(sorted()).hasSize(34);
        assertThat(sorted().subList(0, 32)).allMatch(record -> record.outcome() == Outcome.COMPLETED);
        assertThat(sorted().subList(32, 34)).allMatch(record -> record.outcome() == Outcome.CANCELLED);
        assertThat(told).contains("end 1 started 14").doesNotContain("begin 2");
    }

    @Test
    void measuresNothingWhenStoppedBeforeItBegan() {
        LoadRun run = load(Plans.of(SHORT), Optional.empty(), new FakeTransport(clock, 1), Share.WHOLE);
        run.stop();
        LoadEnd end = run.run();
        assertThat(end.measured()).isEmpty();
        assertThat(end.interrupted()).isTrue();
        assertThat(records).isEmpty();
    }

    @Test
    void endsWithTheReasonWhenThePromptMethodFails() {
        OnlyPrompts broken = context -> {
            if (context.index() == 30) {
                throw new IllegalStateException("no more corpus");
            }
            return ChatPrompt.of("number " + context.index());
        };
        FakeTransport transport = new FakeTransport(clock, ms(10));
        LoadEnd end = load(
                        Plans.of(and(SHORT, "arrivals=constant", "rate=10")),
                        Optional.of(broken),
                        transport,
                        Share.WHOLE)
                .run();
        assertThat(end.interrupted()).isTrue();
        assertThat(end.failure().orElseThrow())
                .isInstanceOf(PromptException.class)
                .hasMessage(
                        "the @Prompt method failed for request 30: java.lang.IllegalStateException: no more corpus");
        assertThat(records).as("failed before anything was sent").isEmpty();
        assertThat(end.measured()).isEmpty();
    }

    @Test
    void recordsARequestThatTheTransportRefuses() {
        FakeTransport transport = new FakeTransport(clock, ms(10));
        WorkloadPlan plan = Plans.of(and(SHORT, "arrivals=constant", "rate=1"));
        LoadRun run = new LoadRun(
                plan,
                new RequestMaker(plan, Optional.empty(), Seed.of(1)),
                new RefusingTransport(),
                Seed.of(1),
                Share.WHOLE,
                records::add,
                LoadListener.NONE,
                clock);
        assertThat(run.run().interrupted()).isFalse();
        assertThat(transport.sent()).isEmpty();
        assertThat(records).hasSize(5).allMatch(record -> record.outcome() == Outcome.CONNECT_FAILURE);
    }

    private LoadEnd run(WorkloadPlan plan, FakeTransport transport) {
        return load(plan, Optional.empty(), transport, Share.WHOLE).run();
    }

    private LoadRun load(WorkloadPlan plan, Optional<WorkloadInstance> instance, FakeTransport transport, Share share) {
        RequestMaker requests = new RequestMaker(plan, instance, Seed.of(1));
        return new LoadRun(plan, requests, transport, Seed.of(1), share, records::add, listener(), clock);
    }

    private LoadListener listener() {
        return new LoadListener() {
            @Override
            public void windowBegan(int window, boolean measured, Span span) {
                told.add("begin " + window + (measured ? "" : " warm-up"));
            }

            @Override
            public void second(LoadCounts counts) {
                told.add("second " + counts.started());
            }

            @Override
            public void windowEnded(int window, boolean measured, LoadCounts counts) {
                told.add("end " + window + " started " + counts.started());
            }

            @Override
            public void draining(long inFlight) {
                told.add("draining " + inFlight);
            }
        };
    }

    private List<RequestRecord> sorted() {
        return records.stream()
                .sorted(Comparator.comparingLong(RequestRecord::index))
                .toList();
    }

    private List<RequestRecord> ofUser(int user) {
        return sorted().stream().filter(record -> record.user() == user).toList();
    }

    private static List<Long> range(long end) {
        return LongStream.range(0, end).boxed().toList();
    }

    private static String[] and(String[] settings, String... more) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static long ms(long milliseconds) {
        return milliseconds * 1_000_000;
    }
}
