package io.varcas.transport;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A secret that opens a server; goes into the {@code Authorization} header and nowhere else. */
public final class ApiKey {

    private final String secret;

    private ApiKey(String secret) {
        this.secret = secret;
    }

    /**
     * Wraps a key.
     *
     * @param secret the key itself, without {@code Bearer}
     * @throws IllegalArgumentException if it is blank or no header can carry it; the message does not show it
     */
    public static ApiKey of(String secret) {
        String key = secret.strip();
        if (key.isEmpty() || !key.chars().allMatch(letter -> letter > ' ' && letter < 0x7f)) {
            throw new IllegalArgumentException(
                    "the API key must be visible ASCII without spaces; it is sent as a header");
        }
        return new ApiKey(key);
    }

    /**
     * Takes the key from {@code VARCAS_API_KEY}, else from {@code OPENAI_API_KEY}; empty if neither is set.
     *
     * @param environment such as {@link System#getenv()}
     * @throws IllegalArgumentException if no header can carry it
     */
    public static Optional<ApiKey> fromEnvironment(Map<String, String> environment) {
        return Stream.of("VARCAS_API_KEY", "OPENAI_API_KEY")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(key -> !key.isBlank())
                .findFirst()
                .map(ApiKey::of);
    }

    /** Returns the value of the {@code Authorization} header. */
    String authorization() {
        return "Bearer " + secret;
    }

    /** Returns a word that does not tell the secret. */
    @Override
    public String toString() {
        return "(API key)";
    }
}
