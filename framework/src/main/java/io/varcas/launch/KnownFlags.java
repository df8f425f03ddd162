package io.varcas.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The flags of {@code vllm serve} in {@value #VERSION}, from its {@code --help=all}. They are for advice only: the vLLM that is installed may
 * have others, and is asked before it is started.
 */
public final class KnownFlags {

    /** Version of vLLM that the flags are of. */
    public static final String VERSION = "vLLM 0.32.0";

    private static final String RESOURCE = "vllm-flags.txt";

    private KnownFlags() {}

    /** Returns the names without dashes, and without the {@code no-} of switches, sorted. */
    public static Set<String> names() {
        try (InputStream in = KnownFlags.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing");
            }
            Set<String> names = new TreeSet<>();
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(names::add);
            return Collections.unmodifiableSet(names);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Returns whether a flag is one of them, by its name, a short form of it, or a member of a JSON flag after a dot.
     *
     * @param name name without dashes
     */
    public static boolean contains(String name) {
        return names().contains(ServerFlag.plain(name.replaceFirst("\\..*", "")));
    }
}
