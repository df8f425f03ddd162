package io.varcas.engine;

/** Says what each request of a simulation is: one stream of them, in order of submission. Stateful, for one thread. */
@FunctionalInterface
public interface RequestSource {

    /**
     * Returns the next request.
     *
     * @param id the id it must have
     */
    EngineRequest next(long id);
}
