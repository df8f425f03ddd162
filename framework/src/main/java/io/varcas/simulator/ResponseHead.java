package io.varcas.simulator;

/**
 * The fields that every chunk and every response to one request begin with.
 *
 * @param id id of the response
 * @param created Unix time in seconds
 * @param model served model name
 */
record ResponseHead(String id, long created, String model) {

    /** Replacement of the fingerprint that vLLM computes from its version and flags. */
    static final String FINGERPRINT = "varcas-simulated";
}
