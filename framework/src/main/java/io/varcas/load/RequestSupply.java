package io.varcas.load;

import io.varcas.client.RequestBody;
import io.varcas.request.PlannedRequest;
import io.varcas.request.RequestSource;
import io.varcas.request.TimedSource;
import io.varcas.setting.LoadSettings;
import io.varcas.traffic.ArrivalSequence;
import io.varcas.traffic.Seed;
import io.varcas.workload.LoadShape;
import io.varcas.workload.WorkloadPlan;
import java.util.Optional;

/** Makes the requests of a load in their order, ahead of their time, on a thread of its own. */
final class RequestSupply implements AutoCloseable {

    private static final int MOST_AHEAD = 4096;
    private static final int LEAST_AHEAD_CLOSED = 256;
    private static final int AHEAD_PER_USER = 4;

    private final WorkloadPlan plan;
    private final RequestSource source;
    private final Seed seed;
    private final Share share;
    private final LookAhead ahead;

    /** Requests that may still be made for the measurement phase, over all shares. */
    private long left;

    private final Thread thread = new Thread(this::makeAll, "varcas-requests");

    RequestSupply(WorkloadPlan plan, RequestSource source, Seed seed, Share share) {
        this.plan = plan;
        this.source = source;
        this.seed = seed;
        this.share = share;
        this.ahead = new LookAhead(mostAhead(plan));
        this.left = LoadSettings.mostRequests(plan.settings());
        thread.setDaemon(true);
    }

    /** A closed loop has no last request: what is made far ahead is never sent, and counting its tokens would keep the server busy. */
    private static int mostAhead(WorkloadPlan plan) {
        return plan.load() instanceof LoadShape.Closed closed
                ? (int) Math.min(
                        MOST_AHEAD, Math.max(LEAST_AHEAD_CLOSED, (long) AHEAD_PER_USER * closed.mostInFlight()))
                : MOST_AHEAD;
    }

    /** What was made and not yet sent. */
    LookAhead ahead() {
        return ahead;
    }

    /** Starts to make requests. */
    void start() {
        thread.start();
    }

    @Override
    public void close() {
        ahead.close();
    }

    private void makeAll() {
        try {
            boolean ranOut;
            if (plan.load() instanceof LoadShape.Replay) {
                ranOut = makeScheduled(recorded()) && (left == 0 || !plan.hasRecordedLength());
            } else if (plan.load() instanceof LoadShape.Open open) {
                ranOut = makeScheduled(open.arrivals().sequence(seed.derive("arrivals")));
            } else {
                makeEndlessly();
                ranOut = true;
            }
            if (ranOut) {
                ahead.runOut();
            } else {
                ahead.end();
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            ahead.fail(new IllegalStateException("the making of requests was interrupted", interruption));
        } catch (Throwable failure) { // also an Error, or the load would wait for ever for what is not made
            ahead.fail(failure);
        }
    }

    private ArrivalSequence recorded() {
        if (source instanceof TimedSource timed) {
            return timed.arrivals();
        }
        throw new IllegalStateException("a replay needs requests with times");
    }

    /** Makes what is due before the measurement ends; returns whether there was no more, as opposed to what is due later. */
    private boolean makeScheduled(ArrivalSequence arrivals) throws InterruptedException {
        long start = plan.windows().measurementStartNanos();
        long end = plan.windows().measurementEndNanos();
        for (long index = 0; arrivals.hasNext(); index++) {
            long due = arrivals.nextNanos();
            if (due >= end) {
                return false;
            }
            if (due >= start && left == 0) {
                return true;
            }
            left -= due >= start ? 1 : 0;
            if (share.has(index) && !put(index, due)) {
                return true;
            }
        }
        return true;
    }

    private void makeEndlessly() throws InterruptedException {
        long index = share.number();
        while (put(index, ReadyRequest.WHEN_ASKED)) {
            index += share.count();
        }
    }

    /** Makes the request of a place; returns false if there is none, or nothing more is wanted. */
    private boolean put(long index, long dueNanos) throws InterruptedException {
        Optional<PlannedRequest> planned = source.request(index);
        return planned.isPresent() && ahead.put(ready(planned.get(), dueNanos));
    }

    private ReadyRequest ready(PlannedRequest planned, long dueNanos) {
        return new ReadyRequest(
                planned.sentAs(plan.request()),
                RequestBody.of(plan.request().with(planned.own()), planned.prompt(), planned.outputTokens()),
                dueNanos);
    }
}
