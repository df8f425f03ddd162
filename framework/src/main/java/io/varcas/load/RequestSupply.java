package io.varcas.load;

import io.varcas.client.RequestBody;
import io.varcas.metric.Span;
import io.varcas.request.PlannedRequest;
import io.varcas.request.RequestSource;
import io.varcas.request.TimedSource;
import io.varcas.setting.LoadSettings;
import io.varcas.traffic.ArrivalSequence;
import io.varcas.traffic.Seed;
import io.varcas.workload.LoadShape;
import io.varcas.workload.WorkloadPlan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** When requests are due; null in a closed loop, and while the schedule is not known yet. */
    private volatile @Nullable Schedule schedule;

    private final Thread thread = new Thread(this::makeAll, "varcas-requests");

    RequestSupply(WorkloadPlan plan, RequestSource source, Seed seed, Share share) {
        this.plan = plan;
        this.source = source;
        this.seed = seed;
        this.share = share;
        this.ahead = new LookAhead(mostAhead(plan));
        thread.setDaemon(true);
    }

    /** A closed loop has no last request: what is made far ahead is never sent, and counting its tokens would keep the server busy. */
    private static int mostAhead(WorkloadPlan plan) {
        return plan.load() instanceof LoadShape.Closed closed
                ? (int) Math.min(
                        MOST_AHEAD, Math.max(LEAST_AHEAD_CLOSED, (long) AHEAD_PER_USER * closed.mostInFlight()))
                : MOST_AHEAD;
    }

    /** Returns the requests that were made but not yet sent. */
    LookAhead ahead() {
        return ahead;
    }

    /** Starts to make requests. */
    void start() {
        thread.start();
    }

    /** Ends the making of requests; what is still being made is not handed over. */
    @Override
    public void close() {
        ahead.close();
    }

    /**
     * Counts the requests that were due and were never made; to be called after {@link #close}.
     *
     * @param measured the measurement phase as far as they came, in order
     * @return how many were due in each window; empty if none was
     */
    List<Long> neverMade(List<Span> measured) {
        Schedule known = schedule;
        return known == null ? List.of() : known.neverMade(measured, ahead.accepted());
    }

    private void makeAll() {
        try {
            boolean ranOut;
            if (plan.load() instanceof LoadShape.Replay) {
                ranOut = makeScheduled(recorded()) && (!plan.hasRecordedLength() || isLimitReached());
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
        Schedule due = new Schedule(arrivals, plan.windows(), share, LoadSettings.mostRequests(plan.settings()));
        schedule = due;
        for (Schedule.Arrival next = due.next(); next != null; next = due.next()) {
            Optional<PlannedRequest> planned = source.request(next.index());
            if (planned.isEmpty()) {
                due.noRequestLeft();
            } else if (!ahead.put(ready(planned.get(), next.dueNanos()))) {
                return true;
            }
        }
        return due.hasRunOut();
    }

    private boolean isLimitReached() {
        Schedule known = schedule;
        return known != null && known.isLimitReached();
    }

    private void makeEndlessly() throws InterruptedException {
        long index = share.number();
        Optional<PlannedRequest> planned = source.request(index);
        while (planned.isPresent() && ahead.put(ready(planned.get(), ReadyRequest.WHEN_ASKED))) {
            index += share.count();
            planned = source.request(index);
        }
    }

    private ReadyRequest ready(PlannedRequest planned, long dueNanos) {
        return new ReadyRequest(
                planned.sentAs(plan.request()),
                RequestBody.of(plan.request().with(planned.own()), planned.prompt(), planned.outputTokens()),
                dueNanos);
    }
}
