package io.varcas.setting;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Keys that must stand in no text that is written. A server may echo the key that it received, in an error, in its
 * own description or in an output.
 */
public final class Secrets {

    private static final List<String> VARIABLES = List.of(
            "VARCAS_API_KEY",
            "OPENAI_API_KEY",
            "MOONSHOT_API_KEY",
            "KIMI_API_KEY",
            "ANTHROPIC_API_KEY",
            "CLAUDE_API_KEY",
            "VARCAS_PROVIDER_KEY");
    private static final String REDACTED = "(redacted key)";

    /** Shorter ones are placeholders such as EMPTY, and common words. */
    private static final int SHORTEST = 6;

    /** Secrets of this process: its keys, and the values it took from the environment for headers. */
    public static final Secrets HERE = of(System.getenv());

    private final List<String> keys = new CopyOnWriteArrayList<>();

    private Secrets(Stream<String> keys) {
        keys.forEach(this::add);
    }

    /**
     * Takes the keys from an environment.
     *
     * @param environment such as {@link System#getenv()}
     */
    public static Secrets of(Map<String, String> environment) {
        return new Secrets(VARIABLES.stream().map(name -> environment.getOrDefault(name, "")));
    }

    /**
     * Adds a value that is sent and must not be shown, such as that of a header from the environment.
     *
     * @param secret the value; one shorter than six characters is taken for a placeholder and left out
     */
    public void add(String secret) {
        String key = secret.strip();
        if (key.length() >= SHORTEST && !keys.contains(key)) {
            keys.add(key);
        }
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
