package io.varcas.tune.step;

import io.varcas.client.Asked;
import io.varcas.client.Response;
import io.varcas.client.ResponseObserver;
import io.varcas.client.ResponseReader;
import io.varcas.record.Outcome;
import io.varcas.transport.Exchange;
import io.varcas.transport.Transport;
import io.varcas.transport.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Requests that are sent at once, and their responses. Times are those of {@link System#nanoTime}. */
final class StepBatch {

    private final List<Flight> flights = new ArrayList<>();
    private final AtomicBoolean abandoned = new AtomicBoolean();
    private final CountDownLatch ended;
    private final CountDownLatch begun;
    private final long sentNanos;

    private StepBatch(int size, long sentNanos) {
        ended = new CountDownLatch(size);
        begun = new CountDownLatch(size);
        this.sentNanos = sentNanos;
    }

    /**
     * Sends requests, one right after the other.
     *
     * @param transport leads to the server
     * @param requests the requests
     * @param outputTokens the length that each asks for
     * @param lead chunks after which a response counts as begun, at least 1
     */
    static StepBatch send(Transport transport, List<WireRequest> requests, int outputTokens, int lead) {
        StepBatch batch = new StepBatch(requests.size(), System.nanoTime());
        for (WireRequest request : requests) {
            Flight flight = batch.new Flight(lead);
            batch.flights.add(flight);
            ResponseReader reader = new ResponseReader(
                    0, outputTokens + 4, new Asked(outputTokens, request.size(), true, true), false, flight);
            flight.reader = reader;
            flight.exchange = transport.send(request, reader);
        }
        return batch;
    }

    long sentNanos() {
        return sentNanos;
    }

    /** Waits until every response has begun or ended early, or the deadline has passed. */
    void awaitBegun(long deadlineNanos) throws InterruptedException {
        boolean unused = begun.await(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** Waits until every response has ended; past the deadline the rest are closed as timeouts. */
    void awaitEnd(long deadlineNanos) throws InterruptedException {
        if (!ended.await(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS)) {
            abandon(Outcome.TIMEOUT);
            ended.await();
        }
    }

    /** Closes the connections of what has not ended. */
    void abandon(Outcome why) {
        if (abandoned.compareAndSet(false, true)) {
            flights.stream().filter(flight -> flight.response == null).forEach(flight -> flight.abandon(why));
        }
    }

    /** Returns the responses, once all have ended. */
    List<Response> responses() {
        return flights.stream()
                .flatMap(flight -> Optional.ofNullable(flight.response).stream())
                .toList();
    }

    private final class Flight implements ResponseObserver {

        private final int lead;
        private volatile @Nullable ResponseReader reader;
        private volatile @Nullable Exchange exchange;
        private volatile @Nullable Response response;
        private int chunks;

        Flight(int lead) {
            this.lead = lead;
        }

        @Override
        public void text(long nanos, boolean first) {
            if (++chunks == lead) {
                begun.countDown();
            }
        }

        @Override
        public void ended(Response how) {
            response = how;
            if (chunks < lead) {
                begun.countDown();
            }
            ended.countDown();
        }

        void abandon(Outcome why) {
            ResponseReader reading = reader;
            Exchange carrier = exchange;
            if (reading != null && carrier != null) {
                reading.abandon(why);
                carrier.cancel();
            }
        }
    }
}
