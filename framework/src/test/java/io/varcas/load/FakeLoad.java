package io.varcas.load;

import io.varcas.metric.Span;
import io.varcas.record.RequestRecord;
import io.varcas.request.PlannedRequest;
import io.varcas.request.RequestMaker;
import io.varcas.request.RequestSource;
import io.varcas.traffic.Seed;
import io.varcas.transport.Transport;
import io.varcas.workload.Plans;
import io.varcas.workload.WorkloadPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Loads on a fake clock, and what came of them. */
final class FakeLoad {

    /** Warm-up from 0 to 1 s, windows from 1 to 3 and 3 to 5 s, then a drain of 1 s at most. */
    private static final List<String> SHORT = List.of(
            "model=m",
            "warmup.iterations=1",
            "warmup.time=1s",
            "measurement.iterations=2",
            "measurement.time=2s",
            "drain.limit=1s");

    private final FakeClock clock = new FakeClock();
    private final List<RequestRecord> records = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private long tellingNanos;

    /** A short plan, changed by settings written {@code name=value}. */
    static WorkloadPlan plan(String... settings) {
        return Plans.of(Stream.concat(SHORT.stream(), Stream.of(settings)).toArray(String[]::new));
    }

    static long ms(long milliseconds) {
        return milliseconds * 1_000_000;
    }

    FakeTransport server(long answerNanos) {
        return new FakeTransport(clock, answerNanos);
    }

    LoadEnd run(WorkloadPlan plan, Transport transport) {
        return of(plan, transport).run();
    }

    LoadRun of(WorkloadPlan plan, Transport transport) {
        return of(plan, new RequestMaker(plan, Optional.empty(), Seed.of(1)), transport);
    }

    LoadRun of(WorkloadPlan plan, RequestSource requests, Transport transport) {
        LoadRun run =
                new LoadRun(plan, requests, transport, Seed.of(1), Share.WHOLE, this::ended, new Listener(), clock);
        if (transport instanceof FakeTransport fake) {
            run.rehearseWith(fake::rehearse);
        }
        return run;
    }

    private void ended(PlannedRequest asked, RequestRecord request, String text) {
        records.add(request);
    }

    FakeClock clock() {
        return clock;
    }

    /** All that ended, in that order. */
    List<RequestRecord> records() {
        return records;
    }

    /** All that ended, in the order of the plan. */
    List<RequestRecord> sorted() {
        return records.stream()
                .sorted(Comparator.comparingLong(RequestRecord::index))
                .toList();
    }

    List<RequestRecord> ofUser(int user) {
        return sorted().stream().filter(record -> record.user() == user).toList();
    }

    /** What the listener was told, but not where windows lie. */
    List<String> told() {
        return told;
    }

    /** Lets the listener take its time whenever it is told something. */
    FakeLoad tellingTakes(long nanos) {
        tellingNanos = nanos;
        return this;
    }

    private final class Listener implements LoadListener {

        @Override
        public void windowBegan(int window, boolean measured, Span span) {
            tell("begin " + window + (measured ? "" : " warm-up"));
        }

        @Override
        public void second(LoadCounts counts) {
            tell("second " + counts.started());
        }

        @Override
        public void windowEnded(int window, boolean measured, LoadCounts counts) {
            tell("end " + window + " started " + counts.started());
        }

        @Override
        public void draining(long inFlight) {
            tell("draining " + inFlight);
        }

        private void tell(String what) {
            told.add(what);
            clock.pass(tellingNanos);
        }
    }
}
