package io.varcas.workload;

import io.varcas.annotation.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The fields that all requests of a plan have in common.
 *
 * @param model model name; empty to take the server's first
 * @param endpoint route
 * @param streaming whether answers are streamed
 * @param temperature sampling temperature
 * @param topP nucleus
 * @param ignoreEos whether the model is kept from ending early
 * @param stop texts that end an answer
 * @param timeout longest time of one request
 */
public record RequestShape(
        Optional<String> model,
        Endpoint endpoint,
        boolean streaming,
        double temperature,
        double topP,
        boolean ignoreEos,
        List<String> stop,
        Duration timeout) {

    /** Copies the list. */
    public RequestShape {
        stop = List.copyOf(stop);
    }

    /** Returns the same shape for a model. */
    public RequestShape withModel(String name) {
        return new RequestShape(Optional.of(name), endpoint, streaming, temperature, topP, ignoreEos, stop, timeout);
    }
}
