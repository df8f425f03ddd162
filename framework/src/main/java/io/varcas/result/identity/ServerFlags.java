package io.varcas.result.identity;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The flags a server was started with, as far as they differ from their defaults.
 *
 * @param values values by name, without the dashes before it: {@code max-num-seqs} is {@code 16}; switches are
 *     {@code true} or {@code false}; secrets are {@value #HIDDEN}
 * @param source where they were read
 */
public record ServerFlags(Map<String, String> values, FactSource source) {

    /** Stands for the value of a secret. */
    public static final String HIDDEN = "***";

    /** Copies and sorts the values, and hides secrets in them. */
    public ServerFlags {
        TreeMap<String, String> safe = new TreeMap<>();
        values.forEach((name, value) -> safe.put(name, FlagSecrets.hidden(name, value)));
        values = Collections.unmodifiableMap(safe);
    }

    /** Returns them as a command line: {@code --enforce-eager --max-num-seqs 16 --no-enable-prefix-caching}. */
    public String commandLine() {
        return values.entrySet().stream()
                .map(flag -> switch (flag.getValue()) {
                    case "true" -> "--" + flag.getKey();
                    case "false" -> "--no-" + flag.getKey();
                    default -> "--" + flag.getKey() + " " + flag.getValue();
                })
                .collect(Collectors.joining(" "));
    }
}
