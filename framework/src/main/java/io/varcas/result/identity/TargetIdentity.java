package io.varcas.result.identity;

import java.util.Collections;
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
 * @param facts anything else known of it, such as its optional routes; by name
 * @param server what it runs and how, each value with its source; empty in results of earlier versions
 */
public record TargetIdentity(
        String asked,
        String uri,
        boolean simulated,
        Optional<String> engineVersion,
        String model,
        OptionalInt contextTokens,
        Map<String, String> facts,
        Optional<ServerIdentity> server) {

    /** Name of the fact that says what a simulator simulates. */
    public static final String SIMULATES = "simulates";

    /** Name of the fact that says which command started the server. */
    public static final String LAUNCHED = "launched";

    /** Copies and sorts the facts. */
    public TargetIdentity {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    /** Creates the identity of a server that reports no more than these. */
    public TargetIdentity(
            String asked,
            String uri,
            boolean simulated,
            Optional<String> engineVersion,
            String model,
            OptionalInt contextTokens,
            Map<String, String> facts) {
        this(asked, uri, simulated, engineVersion, model, contextTokens, facts, Optional.empty());
    }
}
