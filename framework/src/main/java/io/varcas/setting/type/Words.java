package io.varcas.setting.type;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The notation of lists of texts: words separated by spaces. What stands in double quotes belongs to one word; in them
 * {@code \n}, {@code \t}, {@code \r}, {@code \"} and {@code \\} mean what they mean in Java.
 */
public final class Words {

    private Words() {}

    /**
     * Reads a list.
     *
     * @param text words separated by spaces; a space text is an empty list
     * @throws IllegalArgumentException if a quote is not closed or an escape is unknown
     */
    public static List<String> parse(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean started = false;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
                started = true;
            } else if (quoted && c == '\\') {
                word.append(unescape(text, ++i));
            } else if (quoted || !Character.isWhitespace(c)) {
                word.append(c);
                started = true;
            } else if (started) {
                words.add(word.toString());
                word.setLength(0);
                started = false;
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote is not closed in " + text);
        }
        if (started) {
            words.add(word.toString());
        }
        return List.copyOf(words);
    }

    /** Writes a list so that {@link #parse} reads it again; only words that need quotes get them. */
    public static String format(List<String> words) {
        return words.stream().map(Words::quote).collect(Collectors.joining(" "));
    }

    private static String quote(String word) {
        boolean plain = !word.isEmpty() && word.chars().noneMatch(c -> c == '"' || Character.isWhitespace(c));
        return plain
                ? word
                : '"'
                        + word.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")
                                .replace("\t", "\\t")
                                .replace("\r", "\\r")
                        + '"';
    }

    private static char unescape(String text, int index) {
        char escaped = index < text.length() ? text.charAt(index) : ' ';
        return switch (escaped) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '"', '\\' -> escaped;
            default -> throw new IllegalArgumentException("unknown escape \\" + escaped + " in " + text);
        };
    }
}
