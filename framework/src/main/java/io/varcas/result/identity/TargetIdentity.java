package io.varcas.result.identity;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The server that was measured, as far as it said who it is.
 *
 * @param asked target as the user wrote it
 * @param uri base URL
 * @param simulated whether it is the embedded simulator
 * @param engineVersion version the engine reports, if it does
 * @param model model name that was asked for
 * @param contextTokens longest context, in tokens, if the server says so
 * @param facts anything else known of it: flags, cache configuration, optional routes; by name
 */
public record TargetIdentity(
        String asked,
        String uri,
        boolean simulated,
        Optional<String> engineVersion,
        String model,
        OptionalInt contextTokens,
        Map<String, String> facts) {

    /** Name of the fact that says what a simulator simulates. */
    public static final String SIMULATES = "simulates";

    /** Copies and sorts the facts. */
    public TargetIdentity {
        facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
    }
}
