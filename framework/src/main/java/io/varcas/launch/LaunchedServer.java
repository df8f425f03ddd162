package io.varcas.launch;

import io.varcas.client.ServerCalls;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server that this JVM started and that ends with it.
 *
 * <pre>{@code
 * LaunchSpec spec = LaunchSpec.parse("launch:vllm serve MODEL --port 8000 --max-num-seqs 64");
 * try (LaunchedServer server = LaunchedServer.start(spec, Path.of("server.log"), new LaunchEvents() {})) {
 *   measure(server.base());
 * }
 * }</pre>
 */
public final class LaunchedServer implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(2);
    private static final int TAIL_LINES = 20;

    private final LaunchSpec spec;
    private final URI base;
    private final ServerProcess process;
    private final ServerLog log;
    private final long startedNanos = System.nanoTime();
    private volatile boolean closed;

    private LaunchedServer(LaunchSpec spec, URI base, ServerProcess process, ServerLog log) {
        this.spec = spec;
        this.base = base;
        this.process = process;
        this.log = log;
    }

    /**
     * Checks the machine, starts a server and waits until it is ready.
     *
     * @param spec what to start
     * @param log file that its output is appended to
     * @param events told of the start
     * @return the server, which responds
     * @throws LaunchException if a check fails, it dies or it is not ready in time; then nothing of it is left
     * @throws IOException if it cannot be started for another reason; one line
     */
    public static LaunchedServer start(LaunchSpec spec, Path log, LaunchEvents events) throws IOException {
        int port = LaunchChecks.port(spec);
        Map<String, String> environment = LaunchValues.environment(spec.environment(), port, System.getenv());
        ServerCommand named = Container.named(
                spec.command(), "varcas-" + UUID.randomUUID().toString().substring(0, 8));
        List<String> words = LaunchValues.words(named, port);
        ServerCommand command = ServerCommand.of(words);
        new LaunchChecks(spec, command, environment, events).check();
        ServerProcess process = ServerProcess.start(
                UUID.randomUUID().toString(),
                words,
                environment,
                spec.directory(),
                Container.of(command),
                spec.stopLimit(),
                log);
        LaunchedServer server = new LaunchedServer(spec, LaunchAddress.of(command, port), process, new ServerLog(log));
        try {
            server.awaitHealth(events);
            server.checkOwner(port);
            return server;
        } catch (IOException | RuntimeException | Error failed) {
            server.close();
            throw failed;
        }
    }

    /**
     * Checks the flags of a server against those that its program lists, without starting it. Only the flags of {@code vllm serve} are known.
     *
     * @param spec what would be started
     * @param events told if the program has to be asked, which takes it some 10 to 30 s
     * @throws LaunchException if there is no such program, or one flag is unknown to it; one line with the nearest one
     * @throws IOException if the folder that it runs in is not there
     */
    public static void checkFlags(LaunchSpec spec, LaunchEvents events) throws IOException {
        Map<String, String> environment =
                LaunchValues.environment(spec.environment(), spec.statedPort().orElse(0), System.getenv());
        spec.checkProgram(environment);
        if (spec.command().isVllm()) {
            new FlagCheck(spec.command(), environment, spec.directory(), events).check();
        }
    }

    /** Returns what was started. */
    public LaunchSpec spec() {
        return spec;
    }

    /** Returns the base URL that it responds at. */
    public URI base() {
        return base;
    }

    /** Returns the file with its output. */
    public Path log() {
        return log.file();
    }

    /** Returns whether a process is one of this server's (Linux). */
    public boolean owns(long pid) {
        return ProcessTree.contains(process, pid);
    }

    /** Returns how it ended by itself; empty while it runs, and if it was closed. */
    public Optional<ServerDeath> death() {
        if (closed || process.isAlive()) {
            return Optional.empty();
        }
        return Optional.of(death(process.ended().join()));
    }

    /** Returns how it ended by itself, once it does; never completed if it is closed before. */
    public CompletableFuture<ServerDeath> died() {
        CompletableFuture<ServerDeath> died = new CompletableFuture<>();
        var unused = process.ended().thenAccept(code -> {
            if (!closed) {
                died.complete(death(code));
            }
        });
        return died;
    }

    /** Ends it with everything it started: SIGTERM, then SIGKILL after the limit of its description. */
    @Override
    public void close() {
        closed = true;
        process.close();
        try {
            log.redact();
        } catch (IOException | UncheckedIOException unwritable) {
            // Keys reach the log only if the server itself writes them; it stays as it is.
        }
    }

    private ServerDeath death(int exitCode) {
        return new ServerDeath(exitCode, elapsed(), log.cause(), log.tail(TAIL_LINES), log.file());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    private void awaitHealth(LaunchEvents events) throws IOException {
        Target target = Target.parse(base.toString());
        try (Transport transport = Transport.open(target, System::nanoTime)) {
            ServerCalls calls = new ServerCalls(transport);
            while (!isHealthy(calls)) {
                List<String> last = log.tail(1);
                events.waiting(elapsed(), last.isEmpty() ? "" : last.get(0));
                if (events.isStopped()) {
                    throw new LaunchException("the start of the server was interrupted");
                }
                if (elapsed().compareTo(spec.startLimit()) > 0) {
                    throw new LaunchException(
                            "the server did not respond with 200 at " + base + spec.health() + " within "
                                    + spec.startLimit().toSeconds() + " s (startLimit of a launch file)",
                            log.tail(TAIL_LINES));
                }
                awaitDeath();
            }
        }
    }

    /** Waits for the next look, or for the end of the server. */
    private void awaitDeath() throws IOException {
        try {
            int code = process.ended().get(POLL.toMillis(), TimeUnit.MILLISECONDS);
            ServerDeath death = death(code);
            throw new LaunchException(death.line(), death.tail());
        } catch (TimeoutException alive) {
            // It goes on.
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new LaunchException("the start of the server was interrupted");
        }
    }

    private boolean isHealthy(ServerCalls calls) {
        try {
            return process.isAlive() && calls.get(spec.health(), CALL_LIMIT).isOk();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** A port that was free before the start may have been taken by a stranger since, who would be measured instead. */
    private void checkOwner(int port) throws LaunchException {
        List<Ports.Listener> listeners = Ports.listeners(port);
        if (spec.command().isContainer() || listeners.isEmpty()) {
            return; // the engine of containers listens, or Linux does not show who does
        }
        if (listeners.stream().noneMatch(listener -> owns(listener.pid()))) {
            throw new LaunchException(base + " is served by " + listeners.get(0)
                    + ", not by the server that was launched; end that process, or use another port");
        }
    }
}
