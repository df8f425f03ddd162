package io.varcas.result.identity;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Hides the secrets in flags, which older versions of vLLM write into their log. */
final class FlagSecrets {

    private static final Set<String> WORDS = Set.of(
            "key",
            "apikey",
            "keys",
            "token",
            "secret",
            "password",
            "passwd",
            "passphrase",
            "credential",
            "credentials",
            "authorization");

    private static final String SECRET_NAME =
            "[\\w.-]*(?:key|token|secret|password|passwd|passphrase|credentials?|authorization)";

    /** Within a value: {@code 'aws_secret_access_key': 'AKIA...'}. */
    private static final Pattern NESTED = Pattern.compile(
            "((['\"])" + SECRET_NAME + "\\2\\s*[:=]\\s*)('(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|[^,}\\])\\s]+)",
            Pattern.CASE_INSENSITIVE);

    /** {@code https://user:password@host}. */
    private static final Pattern USER = Pattern.compile("://[^/@\\s'\"]*@");

    private FlagSecrets() {}

    /**
     * Returns a flag's value without secrets.
     *
     * @param name name of the flag
     * @param value its value
     */
    static String hidden(String name, String value) {
        boolean secret = List.of(name.split("[-_.]", -1)).stream()
                .map(word -> word.toLowerCase(java.util.Locale.ROOT))
                .anyMatch(WORDS::contains);
        if (secret) {
            return ServerFlags.HIDDEN;
        }
        String nested = NESTED.matcher(value).replaceAll("$1'" + ServerFlags.HIDDEN + "'");
        return USER.matcher(nested).replaceAll("://" + ServerFlags.HIDDEN + "@");
    }
}
