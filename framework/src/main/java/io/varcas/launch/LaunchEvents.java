package io.varcas.launch;

import java.time.Duration;

/** Receives what happens while a server starts; every method does nothing unless overridden. */
public interface LaunchEvents {

    /** Called with something that was not checked or is unusual, in one line; the start goes on. */
    default void note(String line) {}

    /** Called with a step that takes time, or is left out, in one line. */
    default void step(String line) {}

    /**
     * Called about twice a second while the server is not ready.
     *
     * @param elapsed time since its start
     * @param lastLine last line of its log; empty if there is none yet
     */
    default void waiting(Duration elapsed, String lastLine) {}

    /** Returns whether the start shall be given up. */
    default boolean isStopped() {
        return false;
    }
}
