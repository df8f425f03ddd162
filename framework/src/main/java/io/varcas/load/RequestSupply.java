package io.varcas.load;

import io.varcas.client.RequestBody;
import io.varcas.traffic.ArrivalSequence;
import io.varcas.traffic.Seed;
import io.varcas.workload.LoadShape;
import io.varcas.workload.PlannedRequest;
import io.varcas.workload.RequestMaker;
import io.varcas.workload.WorkloadPlan;

/** Makes the requests of a load in their order, ahead of their time, on a thread of its own. */
final class RequestSupply implements AutoCloseable {

    private final WorkloadPlan plan;
    private final RequestMaker maker;
    private final Seed seed;
    private final Share share;
    private final LookAhead ahead = new LookAhead();
    private final Thread thread = new Thread(this::makeAll, "varcas-requests");

    RequestSupply(WorkloadPlan plan, RequestMaker maker, Seed seed, Share share) {
        this.plan = plan;
        this.maker = maker;
        this.seed = seed;
        this.share = share;
        thread.setDaemon(true);
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
            if (plan.load() instanceof LoadShape.Open open) {
                makeScheduled(open.arrivals().sequence(seed.derive("arrivals")));
            } else {
                makeEndlessly();
            }
            ahead.end(null);
        } catch (RuntimeException failure) {
            ahead.end(failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            ahead.end(new IllegalStateException("the making of requests was interrupted", interruption));
        }
    }

    private void makeScheduled(ArrivalSequence arrivals) throws InterruptedException {
        long end = plan.windows().measurementEndNanos();
        for (long index = 0; arrivals.hasNext(); index++) {
            long due = arrivals.nextNanos();
            if (due >= end || (share.has(index) && !ahead.put(request(index, due)))) {
                return;
            }
        }
    }

    private void makeEndlessly() throws InterruptedException {
        long index = share.number();
        while (ahead.put(request(index, ReadyRequest.WHEN_ASKED))) {
            index += share.count();
        }
    }

    private ReadyRequest request(long index, long dueNanos) {
        PlannedRequest planned = maker.make(index);
        return new ReadyRequest(
                planned, RequestBody.of(plan.request(), planned.prompt(), planned.outputTokens()), dueNanos);
    }
}
