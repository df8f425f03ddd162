package io.varcas.sizing;

import io.varcas.roofline.ServingLimits;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command line that starts the server of one replica.
 *
 * @param variant what it is tuned for
 * @param words the command, word by word
 * @param limits the limits it sets
 * @param kvTokens tokens its KV pool is predicted to hold
 * @param warnings what to mind: memory, data types, machines, flags that could not be checked
 */
public record VllmCommand(
        Variant variant, List<String> words, ServingLimits limits, long kvTokens, List<String> warnings) {

    /** The goal that a command is tuned for. */
    public enum Variant {
        /** Less of the memory and half the requests at once: for a first start, and machines shared with others. */
        SAFE,
        /** The limits that the prediction was made for. */
        PERFORMANCE
    }

    /** Copies both lists. */
    public VllmCommand {
        words = List.copyOf(words);
        warnings = List.copyOf(warnings);
    }

    /** Returns the command as one line for a shell; words with other than plain characters are quoted. */
    public String line() {
        return words.stream().map(VllmCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
