package io.varcas.profiler.server;

import io.varcas.client.Reply;
import io.varcas.client.ServerCalls;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import java.io.IOException;
import java.time.Duration;

/** Reads {@code /metrics} of a server, on connections apart from the load's. */
final class ServerMetricsSource implements MetricsSource {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String PATH = "/metrics";

    private final Target target;
    private final Transport transport;
    private final ServerCalls calls;

    ServerMetricsSource(Target target) {
        this.target = target;
        transport = Transport.open(target, System::nanoTime);
        calls = new ServerCalls(transport);
    }

    /** Returns the page is an application of its own within vLLM's, which may redirect to itself with a slash. */
    @Override
    public String read() throws IOException {
        Reply reply = calls.get(PATH, LIMIT);
        if (reply.status() == 307 || reply.status() == 308) {
            reply = calls.get(PATH + "/", LIMIT);
        }
        if (!reply.isOk()) {
            throw new IOException(target.base() + PATH + ": " + reply.error());
        }
        return reply.body();
    }

    @Override
    public void close() {
        transport.close();
    }
}
