package io.varcas.fork;

import java.time.Duration;
import java.time.Instant;

/** Receives the events of a fork while it runs. Called from one thread at a time. */
public interface ForkEvents {

    /** A window ended. */
    void windowEnded(WindowProgress progress);

    /** A sign of life, about once a second. */
    void live(LiveProgress progress);

    /** A sign of life without news, about once a second. */
    default void alive() {}

    /** The launcher's own JVM stood still for a while, and with it all that runs in it. */
    default void launcherStoodStill(Duration time) {}

    /** A line that the workload's own code printed. */
    void output(String line);

    /** Returns the fork is ready, and shares its plan with others: waits for them, and returns when all begin. */
    default Instant awaitStart() throws InterruptedException {
        return Instant.now();
    }
}
