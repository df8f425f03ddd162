package io.varcas.accuracy;

/** Asks the model; called by several threads at once. */
@FunctionalInterface
public interface AnswerSource {

    /**
     * Sends a prompt and waits for its output.
     *
     * @param prompt text of the one user message
     * @return the output, or how it failed
     * @throws InterruptedException if interrupted while waiting; the request is then given up
     */
    Attempt ask(String prompt) throws InterruptedException;
}
