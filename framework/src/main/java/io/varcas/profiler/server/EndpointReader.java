package io.varcas.profiler.server;

import io.varcas.validation.FailureText;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/** Reads several addresses side by side, so that one that is slow or dead delays no other. */
final class EndpointReader implements AutoCloseable {

    /**
     * The outcome of reading an address.
     *
     * @param elapsedNanos when
     * @param text the page, or why there is none
     * @param read whether there is one
     */
    record Outcome(long elapsedNanos, String text, boolean read) {}

    private final LongSupplier elapsedNanos;
    private final ExecutorService threads;

    EndpointReader(int endpoints, LongSupplier elapsedNanos) {
        this.elapsedNanos = elapsedNanos;
        threads = Executors.newFixedThreadPool(endpoints, work -> {
            Thread daemon = new Thread(work, "varcas-server-metrics");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    List<Outcome> read(List<Endpoint> endpoints) {
        if (endpoints.size() == 1) {
            return List.of(outcome(endpoints.get(0)));
        }
        List<Callable<Outcome>> reads = endpoints.stream()
                .<Callable<Outcome>>map(endpoint -> () -> outcome(endpoint))
                .toList();
        try {
            return threads.invokeAll(reads).stream().map(this::joined).toList();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            Outcome none = new Outcome(elapsedNanos.getAsLong(), "interrupted", false);
            return endpoints.stream().map(endpoint -> none).toList();
        }
    }

    private Outcome outcome(Endpoint endpoint) {
        try {
            String page = endpoint.read();
            return new Outcome(elapsedNanos.getAsLong(), page, true);
        } catch (Exception failed) {
            return new Outcome(elapsedNanos.getAsLong(), FailureText.of(failed), false);
        }
    }

    private Outcome joined(Future<Outcome> read) {
        try {
            return read.get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Outcome(elapsedNanos.getAsLong(), "interrupted", false);
        } catch (ExecutionException broken) {
            Throwable cause = broken.getCause() == null ? broken : broken.getCause();
            if (cause instanceof Error error) {
                throw error; // the profiler's thread tells the run
            }
            return new Outcome(elapsedNanos.getAsLong(), FailureText.of(cause), false);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
