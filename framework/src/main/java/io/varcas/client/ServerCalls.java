package io.varcas.client;

import io.varcas.record.Outcome;
import io.varcas.transport.ConnectFaults;
import io.varcas.transport.Exchange;
import io.varcas.transport.Transport;
import io.varcas.transport.WireRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Small calls that wait for their response: what profilers, tokenizers and the accuracy pass ask a server. */
public final class ServerCalls {

    private final Transport transport;

    /**
     * Creates calls over a transport, which stays its owner's to close.
     *
     * @param transport sends them
     */
    public ServerCalls(Transport transport) {
        this.transport = transport;
    }

    /**
     * Gets a route.
     *
     * @param path route with its leading slash
     * @param limit longest wait
     * @return the response, whatever its status
     * @throws IOException if there was none: no connection, a broken one, or the limit passed; one line
     */
    public Reply get(String path, Duration limit) throws IOException {
        return call(WireRequest.get(path), limit);
    }

    /**
     * Posts JSON to a route.
     *
     * @param path route with its leading slash
     * @param json the body, in UTF-8
     * @param limit longest wait
     * @return the response, whatever its status
     * @throws IOException if there was none: no connection, a broken one, or the limit passed; one line
     */
    public Reply post(String path, byte[] json, Duration limit) throws IOException {
        return call(WireRequest.post(path, json), limit);
    }

    /**
     * Requests one response and keeps its text.
     *
     * @param request such as {@link RequestBody#of} makes
     * @param limit longest wait; past it the connection is closed and the outcome is a timeout
     * @return the response, whatever its outcome
     * @throws InterruptedIOException if the thread was interrupted; the connection is closed
     */
    public Response ask(WireRequest request, Duration limit) throws InterruptedIOException {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        ResponseReader reader = new ResponseReader(System.nanoTime(), 0, true, answer::complete);
        Exchange exchange = transport.send(request, reader);
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            reader.abandon(Outcome.TIMEOUT);
            exchange.cancel();
            return answer.join();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException interruption) {
            exchange.cancel();
            throw interrupted();
        }
    }

    private Reply call(WireRequest request, Duration limit) throws IOException {
        ReplyReader reader = new ReplyReader();
        Exchange exchange = transport.send(request, reader);
        try {
            return reader.reply().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            exchange.cancel();
            throw new IOException(request.path() + ": no response within " + limit.toMillis() + " ms", late);
        } catch (ExecutionException broken) {
            throw new IOException(request.path() + ": " + ConnectFaults.line(broken.getCause()), broken.getCause());
        } catch (InterruptedException interruption) {
            exchange.cancel();
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for a response");
    }
}
