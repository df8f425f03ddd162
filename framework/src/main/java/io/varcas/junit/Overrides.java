package io.varcas.junit;

import io.varcas.validation.DidYouMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Overrides of a test: the system property {@code varcas.measurement.time}, or else the environment variable
 * {@code VARCAS_MEASUREMENT_TIME}.
 */
final class Overrides {

    private static final String PROPERTY = "varcas.";
    private static final String VARIABLE = "VARCAS_";

    /** Shorter names are contained in too many others to be what was meant. */
    private static final int LEAST_LENGTH = 3;

    private final Map<String, String> properties;
    private final Map<String, String> environment;

    /**
     * Reads nothing yet.
     *
     * @param properties system properties
     * @param environment environment variables
     */
    Overrides(Map<String, String> properties, Map<String, String> environment) {
        this.properties = Map.copyOf(properties);
        this.environment = Map.copyOf(environment);
    }

    /** Returns what is set under a name; what is blank is not set. */
    Optional<String> find(String name) {
        return notBlank(properties.get(PROPERTY + name)).or(() -> notBlank(environment.get(variable(name))));
    }

    /**
     * Returns a line for each property and variable that looks like a slip of the hand. Others may belong to somebody else who
     * begins names as we do, such as {@code varcas.version} in a build.
     *
     * @param known every name that can be set
     */
    List<String> slips(Collection<String> known) {
        List<String> longer =
                known.stream().filter(name -> name.length() >= LEAST_LENGTH).toList();
        List<String> slips = new ArrayList<>();
        slips(properties, known.stream().map(name -> PROPERTY + name).toList(), PROPERTY, longer, "", slips);
        List<String> variables = known.stream().map(Overrides::variable).toList();
        List<String> longerVariables = longer.stream()
                .map(name -> variable(name).substring(VARIABLE.length()))
                .toList();
        slips(environment, variables, VARIABLE, longerVariables, "API_KEY", slips);
        return slips;
    }

    private static void slips(
            Map<String, String> given,
            Collection<String> right,
            String prefix,
            Collection<String> candidates,
            String exempt,
            List<String> slips) {
        given.keySet().stream()
                .filter(name -> name.startsWith(prefix) && !right.contains(name) && !name.equals(prefix + exempt))
                .sorted()
                .forEach(name -> DidYouMean.to(name.substring(prefix.length()), candidates)
                        .ifPresent(meant -> slips.add(
                                "unknown setting \"" + name + "\"; did you mean \"" + prefix + meant + "\"?")));
    }

    /** Returns the name of the environment variable: {@code inputTokens.mean} is {@code VARCAS_INPUT_TOKENS_MEAN}. */
    static String variable(String name) {
        return VARIABLE
                + name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .replaceAll("[^A-Za-z0-9]", "_")
                        .toUpperCase(Locale.ROOT);
    }

    private static Optional<String> notBlank(@org.jspecify.annotations.Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !value.isBlank());
    }
}
