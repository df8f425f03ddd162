package io.varcas.load;

import java.time.Instant;

/** Releases loads that are ready, so that clients that share a plan begin together. */
@FunctionalInterface
public interface StartSignal {

    /** Waits for the word, and returns when to begin: now or a little later. */
    Instant await() throws InterruptedException;
}
