package io.varcas.accuracy;

/** Asks the model; called by several threads at once. */
@FunctionalInterface
public interface OutputSource {

    /**
     * Sends the prompt of an item and waits for its output.
     *
     * @param item the item
     * @return the output, or how it failed
     * @throws InterruptedException if interrupted while waiting; the request is then given up
     */
    Attempt ask(GroundTruthItem item) throws InterruptedException;
}
