package io.varcas.load;

import java.time.Instant;

/** Says when a load may begin, once it is ready: how clients that share a plan begin together. */
@FunctionalInterface
public interface StartSignal {

    /** Waits for the word, and returns when to begin: now or a little later. */
    Instant await() throws InterruptedException;
}
