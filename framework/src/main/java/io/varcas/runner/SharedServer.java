package io.varcas.runner;

import io.varcas.fork.RunPrompts;
import io.varcas.launch.ServerDeath;
import io.varcas.runner.flag.FlaggedTarget;
import io.varcas.setting.ResolvedSettings;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server that outlives a run: the first run opens it, further runs measure the same one, and it ends when this is closed. That saves the
 * start of a launched server. As within a run, the prompts of every trial differ from those of earlier trials, or the result reports that
 * they are repeated.
 *
 * <pre>{@code
 * try (SharedServer server = new SharedServer(folder)) {
 *   ResultBundle few = new Runner(options.withValue("rate", "2"), listener).on(server).run();
 *   ResultBundle many = new Runner(options.withValue("rate", "8"), listener).on(server).run();
 * }
 * }</pre>
 *
 * <p>All runs must have the same target. The server is reached with the connection settings of the first run. For one thread at a time.
 */
public final class SharedServer implements AutoCloseable {

    private final Path folder;
    private RunPrompts sent = new RunPrompts();
    private int trials;
    private @Nullable TargetSession session;

    /**
     * Creates a server that is not open yet.
     *
     * @param folder folder of the log of a launched server: {@code server.log}, or {@code server-2.log} if that exists; made if it is absent
     */
    public SharedServer(Path folder) {
        this.folder = folder;
    }

    /** Returns whether a run has opened the server. */
    public boolean isOpen() {
        return session != null;
    }

    /** Returns how the launched server ended by itself, in one line; empty while it runs, and for a server that was not launched. */
    public Optional<String> death() {
        return Optional.ofNullable(session).flatMap(TargetSession::death).map(ServerDeath::line);
    }

    /** Ends a launched server or the embedded simulator; does nothing if no run has opened it. A later run opens a new one. */
    public void end() {
        if (session != null) {
            session.close();
            session = null;
            sent = new RunPrompts();
            trials = 0;
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Returns the prompts that its runs have sent so far. */
    RunPrompts sent() {
        return sent;
    }

    /**
     * Counts trials that are about to be made on it.
     *
     * @return the trials before them, by which their prompts differ from those of all earlier trials
     */
    int begin(int more) {
        int before = trials;
        trials += more;
        return before;
    }

    /**
     * Returns the session of the server, opened if it is not open yet.
     *
     * @param profiled whether a trial profiles by vLLM's torch profiler
     * @throws UsageException if another target is open
     * @throws IOException if the server cannot be launched
     */
    TargetSession open(
            FlaggedTarget target, ResolvedSettings settings, RunListener listener, Stopper stopper, boolean profiled)
            throws IOException {
        TargetSession open = session;
        if (open == null) {
            Files.createDirectories(folder);
            open = TargetSession.open(
                    target, settings, listener::note, Launch.loggedTo(freeLog(), listener, stopper, profiled));
            session = open;
        } else if (!open.asked().equals(target)) {
            throw new UsageException("the open server is " + open.asked() + ", and the run measures " + target
                    + "; runs on one server have the same target");
        }
        return open;
    }

    private Path freeLog() {
        Path log = folder.resolve(Launch.LOG);
        for (int n = 2; Files.exists(log); n++) {
            log = folder.resolve("server-" + n + ".log");
        }
        return log;
    }
}
