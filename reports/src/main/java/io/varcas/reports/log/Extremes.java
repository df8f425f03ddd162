package io.varcas.reports.log;

import io.varcas.metric.Metric;
import io.varcas.metric.RequestTimes;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.PriorityQueue;

/** Keeps the slowest and the first failed requests of the measurement phase. */
final class Extremes {

    private static final int KEPT = 10;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Comparator<SlowRequest> bySlowness =
            Comparator.comparingDouble(slow -> slow.e2eMillis().orElse(0));
    private final PriorityQueue<SlowRequest> slowest = new PriorityQueue<>(bySlowness);
    private final List<SlowRequest> failures = new ArrayList<>();

    void add(int fork, RequestRecord request, RequestTimes times) {
        if (request.outcome().isFailure() && failures.size() < KEPT) {
            failures.add(slow(fork, request, times));
        }
        long e2e = times.nanos(Metric.E2E, request);
        if (request.outcome() == Outcome.COMPLETED
                && e2e != RequestTimes.NONE
                && (slowest.size() < KEPT || e2e > slowest.element().e2eMillis().orElse(0) * NANOS_PER_MILLI)) {
            slowest.add(slow(fork, request, times));
            if (slowest.size() > KEPT) {
                slowest.remove();
            }
        }
    }

    List<SlowRequest> slowest() {
        return slowest.stream().sorted(bySlowness.reversed()).toList();
    }

    List<SlowRequest> failures() {
        return failures;
    }

    private static SlowRequest slow(int fork, RequestRecord request, RequestTimes times) {
        return new SlowRequest(
                fork,
                request,
                millis(times.nanos(Metric.TTFT, request)),
                millis(times.nanos(Metric.E2E, request)),
                millis(times.nanos(Metric.STALL_MAX, request)));
    }

    private static OptionalDouble millis(long nanos) {
        return nanos == RequestTimes.NONE ? OptionalDouble.empty() : OptionalDouble.of(nanos / NANOS_PER_MILLI);
    }
}
