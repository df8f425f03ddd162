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

    /**
     * Sends the prompt of an item for one of several outputs.
     *
     * @param item the item
     * @param sample number of the output, from 0; the same number draws the same output as far as the server allows
     * @return the output, or how it failed
     * @throws InterruptedException if interrupted while waiting; the request is then given up
     */
    default Attempt ask(GroundTruthItem item, int sample) throws InterruptedException {
        return ask(item);
    }
}
