package io.varcas.runner;

import java.util.function.Consumer;

/**
 * The use of a server by one run. Its end is that of the server, unless other runs share it.
 *
 * @param target the server
 * @param shared whether it outlives the run
 */
record TargetLease(TargetSession target, boolean shared) implements AutoCloseable {

    /**
     * Ends the launched server of this run alone, if there is one.
     *
     * @param steps told that it takes some seconds
     */
    void endLaunched(Consumer<String> steps) {
        if (!shared) {
            target.endLaunched(steps);
        }
    }

    @Override
    public void close() {
        if (!shared) {
            target.close();
        }
    }
}
