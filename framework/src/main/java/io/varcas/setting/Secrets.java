package io.varcas.setting;

import java.util.List;
import java.util.Map;

/**
 * Keys that must stand in no text that is written. A server may echo the key it was sent, in an error, in what it says of itself or in an output.
 */
public final class Secrets {

    private static final List<String> VARIABLES = List.of("VARCAS_API_KEY", "OPENAI_API_KEY");
    private static final String REDACTED = "(redacted key)";

    /** Shorter ones are placeholders such as EMPTY, and common words. */
    private static final int SHORTEST = 6;

    /** The keys of this process. */
    public static final Secrets HERE = of(System.getenv());

    private final List<String> keys;

    private Secrets(List<String> keys) {
        this.keys = keys;
    }

    /**
     * Takes the keys from an environment.
     *
     * @param environment such as {@link System#getenv()}
     */
    public static Secrets of(Map<String, String> environment) {
        return new Secrets(VARIABLES.stream()
                .map(name -> environment.getOrDefault(name, "").strip())
                .filter(key -> key.length() >= SHORTEST)
                .distinct()
                .toList());
    }

    /** Returns a text without them. */
    public String redacted(String text) {
        String safe = text;
        for (String key : keys) {
            safe = safe.replace(key, REDACTED);
        }
        return safe;
    }
}
