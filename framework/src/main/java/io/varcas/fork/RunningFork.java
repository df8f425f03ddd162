package io.varcas.fork;

import io.varcas.result.identity.JvmIdentity;
import java.util.Optional;

/** A load generator that waits for its task, in this JVM or another. */
public interface RunningFork extends AutoCloseable {

    /**
     * Runs a task to its end.
     *
     * @throws ForkException if it failed; what it measured until then is on disk
     */
    ForkEnd run(ForkTask task, ForkEvents events) throws ForkException;

    /** Ends the load now and keeps what was measured; may be called from any thread, also before {@link #run}. */
    void stop();

    /** Returns the JVM it runs in, once it has said so. */
    Optional<JvmIdentity> jvm();

    @Override
    void close();
}
