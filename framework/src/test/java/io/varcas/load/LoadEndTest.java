package io.varcas.load;

import static io.varcas.load.FakeLoad.ms;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.metric.Span;
import io.varcas.record.Outcome;
import io.varcas.request.OnlyPrompts;
import io.varcas.request.RequestMaker;
import io.varcas.traffic.Seed;
import io.varcas.transport.Transport;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.PromptException;
import io.varcas.workload.WorkloadPlan;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a load ends, and what is kept of it. */
@Timeout(60)
class LoadEndTest {

    private final FakeLoad load = new FakeLoad();

    @Test
    void waitsForAnswersInTheDrainAndThenGivesUp() {
        FakeTransport transport = load.server(ms(1500));
        LoadEnd end = load.run(FakeLoad.plan("arrivals=constant", "rate=2"), transport);
        assertThat(end.interrupted()).isFalse();
        assertThat(load.sorted()).hasSize(10);
        assertThat(load.sorted().subList(0, 9)).allMatch(record -> record.outcome() == Outcome.COMPLETED);
        assertThat(load.sorted().get(9).outcome())
                .as("due at 4.5 s, ends at 6 s, as the drain does")
                .isIn(Outcome.CANCELLED, Outcome.COMPLETED);
        assertThat(load.sorted().get(9).closedNanos()).isEqualTo(ms(6000));

        FakeLoad slow = new FakeLoad();
        slow.run(FakeLoad.plan("arrivals=constant", "rate=2"), slow.server(ms(2200)));
        assertThat(slow.sorted().get(7).outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(slow.sorted().subList(8, 10)).allSatisfy(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.CANCELLED);
            assertThat(record.closedNanos()).isEqualTo(ms(6000));
            assertThat(record.events().size()).as("what had arrived is kept").isEqualTo(1);
        });
    }

    @Test
    void closesRequestsThatTakeTooLong() {
        FakeTransport transport = load.server(ms(1000));
        load.run(FakeLoad.plan("arrivals=constant", "rate=4", "timeout=600ms"), transport);
        assertThat(load.records()).hasSize(20).allSatisfy(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(record.closedNanos()).isEqualTo(record.intendedNanos() + ms(600));
            assertThat(record.events().size()).isEqualTo(1);
        });
    }

    @Test
    void keepsWhatWasMeasuredWhenItIsStopped() {
        FakeTransport transport = load.server(ms(150));
        WorkloadPlan plan = FakeLoad.plan("warmup.time=2s", "arrivals=constant", "rate=10");
        LoadRun run = load.of(plan, transport);
        load.clock().after(ms(3340), run::stop);
        LoadEnd end = run.run();
        assertThat(end.interrupted()).isTrue();
        assertThat(end.failure()).isEmpty();
        assertThat(end.measured()).containsExactly(new Span(ms(2000), ms(3340)));
        assertThat(load.sorted()).hasSize(34);
        assertThat(load.sorted().subList(0, 32)).allMatch(record -> record.outcome() == Outcome.COMPLETED);
        assertThat(load.sorted().subList(32, 34)).allMatch(record -> record.outcome() == Outcome.CANCELLED);
        assertThat(load.told()).contains("end 1 started 14").doesNotContain("begin 2");
    }

    @Test
    void measuresNothingWhenStoppedBeforeItBegan() {
        LoadRun run = load.of(FakeLoad.plan(), load.server(1));
        run.stop();
        LoadEnd end = run.run();
        assertThat(end.measured()).isEmpty();
        assertThat(end.interrupted()).isTrue();
        assertThat(load.records()).isEmpty();
    }

    @Test
    void endsWithTheReasonWhenThePromptMethodFails() {
        OnlyPrompts broken = context -> {
            if (context.index() == 30) {
                throw new IllegalStateException("no more corpus");
            }
            return ChatPrompt.of("number " + context.index());
        };
        WorkloadPlan plan = FakeLoad.plan("arrivals=constant", "rate=10");
        RequestMaker requests = new RequestMaker(plan, Optional.of(broken), Seed.of(1));
        LoadEnd end = load.of(plan, requests, load.server(ms(10))).run();
        assertThat(end.interrupted()).isTrue();
        assertThat(end.failure().orElseThrow())
                .isInstanceOf(PromptException.class)
                .hasMessage(
                        "the @Prompt method failed for request 30: java.lang.IllegalStateException: no more corpus");
        assertThat(load.records()).as("failed before anything was sent").isEmpty();
        assertThat(end.measured()).isEmpty();
    }

    @Test
    void failsWithTheReasonWhenTheTransportBreaks() {
        Transport broken = new FailedTransport(load.server(ms(10)), new OutOfMemoryError("Java heap space"));
        LoadEnd end =
                load.of(FakeLoad.plan("arrivals=constant", "rate=10"), broken).run();
        assertThat(end.interrupted()).isTrue();
        assertThat(end.failure().orElseThrow())
                .isInstanceOf(BrokenLoadException.class)
                .hasMessageStartingWith(
                        "the load generator ran out of memory while reading responses (Java heap space)");
    }

    @Test
    void failsWithTheReasonWhenARequestCannotBeRecorded() {
        WorkloadPlan plan = FakeLoad.plan("arrivals=constant", "rate=10");
        LoadRun run = new LoadRun(
                plan,
                new RequestMaker(plan, Optional.empty(), Seed.of(1)),
                load.server(ms(10)),
                Seed.of(1),
                Share.WHOLE,
                (asked, request, text) -> {
                    throw new AssertionError("no room for it");
                },
                new LoadListener() {},
                load.clock());
        assertThat(run.run().failure().orElseThrow())
                .hasMessage("the load generator failed while recording a request: no room for it");
    }

    @Test
    void failsWhenRequestsAreLost() {
        Transport silent = new FailedTransport((request, listener) -> () -> {}, null);
        LoadEnd end =
                load.of(FakeLoad.plan("arrivals=constant", "rate=1"), silent).run();
        assertThat(end.failure().orElseThrow()).hasMessageStartingWith("the load generator lost 5 of 5 due requests");
    }

    @Test
    void countsEveryRequestThatWasDueWhenTheClientFallsFarBehind() {
        LoadEnd end = load.run(
                FakeLoad.plan("arrivals=constant", "rate=100000", "inputTokens=1"), sendingFor(ms(1), sent -> {}));
        assertThat(end.failure()).isEmpty();
        assertThat(load.records().size()).as("far fewer than were due").isLessThan(100_000);
        for (int window = 0; window < 2; window++) {
            Span span = end.measured().get(window);
            long recorded = load.records().stream()
                    .filter(record -> span.contains(record.intendedNanos()))
                    .count();
            assertThat(recorded + end.neverMade().get(window)).isEqualTo(200_000);
        }
    }

    @Test
    void countsWhatWasDueUntilItWasStopped() {
        WorkloadPlan plan = FakeLoad.plan("arrivals=constant", "rate=100000", "inputTokens=1");
        LoadRun[] run = new LoadRun[1];
        Transport slow = sendingFor(ms(1), sent -> {
            if (sent == 2_500) {
                run[0].stop();
            }
        });
        run[0] = load.of(plan, slow);
        LoadEnd end = run[0].run();
        assertThat(end.interrupted()).isTrue();
        long recorded = load.records().stream()
                .filter(record -> record.intendedNanos() >= ms(1000))
                .count();
        long due = end.neverMade().get(0) + recorded;
        long last = end.measured().get(0).endNanos();
        assertThat(due).isEqualTo((last - ms(1000) + 9_999) / 10_000);
    }

    @Test
    void countsNoArrivalsThatNoRequestIsLeftFor() {
        WorkloadPlan plan = FakeLoad.plan("arrivals=constant", "rate=10");
        RequestMaker maker = new RequestMaker(plan, Optional.empty(), Seed.of(1));
        LoadEnd end = load.of(plan, index -> index < 20 ? maker.request(index) : Optional.empty(), load.server(ms(10)))
                .run();
        assertThat(load.records()).hasSize(20);
        assertThat(end.neverMade()).isEmpty();
    }

    @Test
    void recordsARequestThatTheTransportRefuses() {
        WorkloadPlan plan = FakeLoad.plan("arrivals=constant", "rate=1");
        LoadEnd end = load.of(plan, FakeTransport.closed()).run();
        assertThat(end.interrupted()).isFalse();
        assertThat(load.records()).hasSize(5).allMatch(record -> record.outcome() == Outcome.CONNECT_FAILURE);
    }

    /** A transport on which each sending takes a while. */
    private Transport sendingFor(long nanos, IntConsumer sent) {
        FakeTransport transport = load.server(ms(10));
        return new FailedTransport(
                (request, listener) -> {
                    load.clock().pass(nanos);
                    sent.accept(transport.sent().size());
                    return transport.send(request, listener);
                },
                null);
    }
}
