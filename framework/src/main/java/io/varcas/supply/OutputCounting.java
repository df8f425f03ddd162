package io.varcas.supply;

import io.varcas.load.RequestSink;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import io.varcas.request.PlannedRequest;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts the output tokens of responses that came without usage, before their records go on. A thread of its own counts, so that
 * no stream waits to be read; only if it is thousands of responses behind do those that bring more count along.
 */
public final class OutputCounting implements RequestSink, AutoCloseable {

    private static final int MOST_WAITING = 4096;

    private final Optional<ToIntFunction<String>> tokenizer;
    private final RequestSink next;
    private final ThreadPoolExecutor thread;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /**
     * Starts the thread.
     *
     * @param tokenizer counts the tokens of a text; if there is none, records go on as they are
     * @param next takes each request
     */
    public OutputCounting(Optional<ToIntFunction<String>> tokenizer, RequestSink next) {
        this.tokenizer = tokenizer;
        this.next = next;
        thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                counting -> {
                    Thread made = new Thread(counting, "varcas-output-counting");
                    made.setDaemon(true);
                    return made;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    @Override
    public void ended(PlannedRequest asked, RequestRecord request, String text) {
        RuntimeException broken = failure.get();
        if (broken != null) {
            throw new IllegalStateException("counting output tokens failed: " + broken, broken);
        }
        if (tokenizer.isPresent()
                && request.outcome() == Outcome.COMPLETED
                && request.output().source() == TokenSource.EVENTS) {
            thread.execute(() -> next.ended(asked, counted(request, text, tokenizer.get()), text));
        } else {
            next.ended(asked, request, text);
        }
    }

    private RequestRecord counted(RequestRecord request, String text, ToIntFunction<String> by) {
        try {
            TokenCount output = new TokenCount(by.applyAsInt(text), TokenSource.TOKENIZER);
            return request.toBuilder().output(output).build();
        } catch (RuntimeException broken) { // its record goes on as it is, and the load hears of it with the next
            failure.compareAndSet(null, broken);
            return request;
        }
    }

    /** Counts what is left. */
    @Override
    public void close() {
        thread.shutdown();
        boolean interrupted = false;
        while (!thread.isTerminated()) {
            try {
                thread.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException impatient) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
