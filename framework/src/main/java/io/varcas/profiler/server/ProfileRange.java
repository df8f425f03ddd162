package io.varcas.profiler.server;

import io.varcas.client.Reply;
import io.varcas.client.ServerCalls;
import io.varcas.client.ServerRoute;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import java.io.IOException;
import java.time.Duration;

/** The two routes that begin and end a profile of a server, asked on connections apart from the load's. */
final class ProfileRange implements CaptureRange {

    /** Longest wait for the end of a profile, which comes when it is written (vLLM's documentation advises half an hour). */
    static final Duration STOP_LIMIT = Duration.ofMinutes(30);

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final byte[] NOTHING = {};

    private final Duration stopLimit;
    private final Transport transport;
    private final ServerCalls calls;

    ProfileRange(Target server) {
        this(server, STOP_LIMIT);
    }

    /**
     * Creates it.
     *
     * @param stopLimit longest wait for the end of a profile
     */
    ProfileRange(Target server, Duration stopLimit) {
        this.stopLimit = stopLimit;
        transport = Transport.open(server, System::nanoTime);
        calls = new ServerCalls(transport);
    }

    /** Returns whether the server was started so that it can be profiled; asks in a way that starts nothing. */
    boolean isThere() throws IOException {
        return calls.get(ServerRoute.START_PROFILE.path(), START_LIMIT).isOfRoute();
    }

    @Override
    public void begin() throws IOException {
        post(ServerRoute.START_PROFILE, START_LIMIT);
    }

    /** Returns when the profile is written. */
    @Override
    public void end() throws IOException {
        post(ServerRoute.STOP_PROFILE, stopLimit);
    }

    private void post(ServerRoute route, Duration limit) throws IOException {
        Reply reply = calls.post(route.path(), NOTHING, limit);
        if (!reply.isOk()) {
            throw new IOException(route.path() + ": " + reply.error());
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
