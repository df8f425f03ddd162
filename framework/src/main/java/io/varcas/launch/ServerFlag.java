package io.varcas.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One flag of a server's command line.
 *
 * @param word the flag as it is written, such as {@code --max-num-seqs}, {@code --no-enable-prefix-caching} or {@code -tp}
 * @param values its values in their order; none for a switch
 * @param joined whether its value follows an equals sign, as in {@code --block-size=16}
 */
public record ServerFlag(String word, List<String> values, boolean joined) {

    private static final String NEGATION = "no-";

    /** Short forms of vLLM 0.32, from its {@code --help=all}. */
    private static final Map<String, String> SHORT = Map.of(
            "tp", "tensor-parallel-size",
            "pp", "pipeline-parallel-size",
            "dp", "data-parallel-size",
            "ep", "enable-expert-parallel",
            "q", "quantization",
            "asc", "api-server-count",
            "cc", "compilation-config",
            "sc", "speculative-config");

    /** Copies the values. */
    public ServerFlag {
        values = List.copyOf(values);
    }

    /**
     * Returns a flag as this code writes one.
     *
     * @param name name without dashes, such as {@code max-num-seqs}
     * @param values its values; none for a switch
     */
    public static ServerFlag of(String name, String... values) {
        return new ServerFlag("--" + name, List.of(values), false);
    }

    /** Returns the name without dashes, with underscores as dashes, as vLLM reads them too; the long name of a short form. */
    public String name() {
        return plain(word);
    }

    /** Returns the name without the {@code no-} of a switch that is turned off. */
    public String subject() {
        return isNegated() ? name().substring(NEGATION.length()) : name();
    }

    /** Returns whether this turns a switch off. */
    public boolean isNegated() {
        return name().startsWith(NEGATION);
    }

    /** Returns the first value; empty for a switch. */
    public Optional<String> value() {
        return values.stream().findFirst();
    }

    /** Returns the words of the command line. */
    List<String> words() {
        if (joined) {
            return List.of(word + "=" + values.get(0));
        }
        List<String> words = new ArrayList<>(List.of(word));
        words.addAll(values);
        return words;
    }

    /** Returns whether a word of a command line is a flag: a negative number is none. */
    static boolean isFlag(String word) {
        return word.matches("--?[A-Za-z].*");
    }

    /** Returns a name in the one way in which names are compared. */
    static String plain(String written) {
        String name = written.replaceFirst("^--?", "").replace('_', '-');
        return SHORT.getOrDefault(name, name);
    }
}
