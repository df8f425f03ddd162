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

    private static final Duration ASK_LIMIT = Duration.ofSeconds(30);

    /** Longest wait for the begin of a profile, for which the engine ends its step and others before it. */
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private static final byte[] NOTHING = {};

    private final Duration startLimit;
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
        this(server, START_LIMIT, stopLimit);
    }

    ProfileRange(Target server, Duration startLimit, Duration stopLimit) {
        this.startLimit = startLimit;
        this.stopLimit = stopLimit;
        transport = Transport.open(server, System::nanoTime);
        calls = new ServerCalls(transport);
    }

    /** Returns whether the server was started so that it can be profiled; asks in a way that starts nothing. */
    boolean isThere() throws IOException {
        return calls.get(ServerRoute.START_PROFILE.path(), ASK_LIMIT).isOfRoute();
    }

    /** Begins a profile. A server that does not respond in time may begin it later, so it is told to stop. */
    @Override
    public void begin() throws IOException {
        Reply reply;
        try {
            reply = calls.post(ServerRoute.START_PROFILE.path(), NOTHING, startLimit);
        } catch (IOException silent) {
            throw new IOException(ServerRoute.START_PROFILE.path() + ": " + silent.getMessage() + stopped(), silent);
        }
        check(ServerRoute.START_PROFILE, reply);
    }

    private String stopped() {
        try {
            end();
            return "; it was stopped";
        } catch (IOException unknown) {
            return "; the server may be under its profiler: " + unknown.getMessage();
        }
    }

    /** Returns when the profile is written. */
    @Override
    public void end() throws IOException {
        check(ServerRoute.STOP_PROFILE, calls.post(ServerRoute.STOP_PROFILE.path(), NOTHING, stopLimit));
    }

    private static void check(ServerRoute route, Reply reply) throws IOException {
        if (!reply.isOk()) {
            throw new IOException(route.path() + ": " + reply.error());
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
