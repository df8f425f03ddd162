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
    private final String path;
    private final Transport transport;
    private final ServerCalls calls;

    /** Reads {@code /metrics} of a server. */
    ServerMetricsSource(Target server) {
        this(server, PATH);
    }

    private ServerMetricsSource(Target target, String path) {
        this.target = target;
        this.path = path;
        transport = Transport.open(target, System::nanoTime);
        calls = new ServerCalls(transport);
    }

    /** Reads a page by its own address, {@code /metrics} if that has no path. */
    static ServerMetricsSource ofPage(Target page) {
        String own = page.base().getRawPath();
        return new ServerMetricsSource(page, page.socket().isPresent() || own.isEmpty() ? PATH : "");
    }

    /** Reads the page; it is an application of its own within vLLM's, which may redirect to itself with a slash. */
    @Override
    public String read() throws IOException {
        Reply reply = calls.get(path, LIMIT);
        if (reply.status() == 307 || reply.status() == 308) {
            reply = calls.get(path + "/", LIMIT);
        }
        if (!reply.isOk()) {
            throw new IOException(target.base() + path + ": " + reply.error());
        }
        return reply.body();
    }

    @Override
    public void close() {
        transport.close();
    }
}
