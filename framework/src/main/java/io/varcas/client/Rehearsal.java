package io.varcas.client;

import io.varcas.record.Outcome;
import io.varcas.transport.Exchange;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import io.varcas.transport.WireRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Runs the client against a server inside the JVM until its code is compiled. A JVM interprets what it has seldom run, and a low load
 * sends too few requests for that to end within any warm-up: with 32 requests of 100 tokens per second (64 users, JDK 25, two
 * cores, 2026-11) all-in CPU per token was 30 us after 15 s of load without a rehearsal, and 18 us after 10 s with one.
 */
public final class Rehearsal {

    /** Requests after which the compilers are done (JDK 17 and 25, two cores: throughput of the client is level by then). */
    private static final int REQUESTS = 20_000;

    private static final int USERS = 4;
    private static final WireRequest REQUEST = WireRequest.post("/v1/chat/completions", new byte[0]);

    private final Transport transport;
    private final AtomicInteger left = new AtomicInteger(REQUESTS);
    private final CountDownLatch users = new CountDownLatch(USERS);
    private volatile boolean over;

    private Rehearsal(Transport transport) {
        this.transport = transport;
    }

    /**
     * Rehearses until it was enough or the time is over; a failure ends it early and harms nothing.
     *
     * @param open opens a transport like the one that will be used
     * @param limit longest time
     */
    public static void run(Function<Target, Transport> open, Duration limit) {
        try (NullServer server = NullServer.start();
                Transport transport = open.apply(server.target())) {
            Rehearsal rehearsal = new Rehearsal(transport);
            for (int i = 0; i < USERS; i++) {
                rehearsal.next();
            }
            rehearsal.await(limit);
        } catch (IOException noLoopback) {
            // then the first requests are slower than the later ones, as everywhere
        }
    }

    private void await(Duration limit) {
        try {
            boolean enough = users.await(limit.toNanos(), TimeUnit.NANOSECONDS);
            over = !enough;
        } catch (InterruptedException interruption) {
            over = true;
            Thread.currentThread().interrupt();
        }
    }

    private void next() {
        if (over || left.getAndDecrement() <= 0) {
            users.countDown();
            return;
        }
        ResponseReader reader = new ResponseReader(System.nanoTime(), NullServer.TOKENS, false, answer -> {
            if (answer.outcome() == Outcome.COMPLETED) {
                next();
            } else {
                users.countDown();
            }
        });
        try {
            Exchange unused = transport.send(REQUEST, reader);
        } catch (IllegalStateException closed) {
            users.countDown(); // the time ran out after this user looked
        }
    }
}
