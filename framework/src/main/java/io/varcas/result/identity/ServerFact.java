package io.varcas.result.identity;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One property of a server.
 *
 * @param property which one
 * @param value its value; numbers without separators, switches as {@code on} and {@code off}
 * @param sources where this value was read, the most reliable first
 */
public record ServerFact(ServerProperty property, String value, List<FactSource> sources) {

    /**
     * Copies the sources.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ServerFact {
        sources = List.copyOf(sources);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException(property.label() + ": a fact needs a source");
        }
    }

    /** Returns the names of the sources, separated by commas. */
    public String sourceNames() {
        return sources.stream().map(FactSource::label).collect(Collectors.joining(", "));
    }
}
