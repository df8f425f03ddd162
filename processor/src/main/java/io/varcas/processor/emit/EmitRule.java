package io.varcas.processor.emit;

/** Writes one thing that a runner has. */
@FunctionalInterface
interface EmitRule {

    /**
     * Adds it.
     *
     * @param model what the runner is made of
     * @param parts takes it
     */
    void emit(RunnerModel model, RunnerParts parts);
}
