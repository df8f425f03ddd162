package io.varcas.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The words of a command as a POSIX shell reads them: quotes and backslashes count, but nothing is run by a shell, so that there are no
 * pipes, no redirections and no variables.
 */
final class ShellWords {

    private static final String OPERATORS = "|&;<>()`";
    private static final String PLAIN = "[\\w@%+=:,./{}$\\[\\]-]+";

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean started;

    private ShellWords(String text) {
        this.text = text;
    }

    /**
     * Splits a command.
     *
     * @throws IllegalArgumentException if a quote is not closed, or there is something that only a shell could do
     */
    static List<String> split(String text) {
        return new ShellWords(text).words();
    }

    /** Writes words so that {@link #split} reads them again; only words that need quotes get them. */
    static String join(List<String> words) {
        return words.stream()
                .map(word -> word.matches(PLAIN) ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    private List<String> words() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                end();
                continue;
            }
            started = true;
            if (c == '\'') {
                i = literal(i);
            } else if (c == '"') {
                i = quoted(i);
            } else if (c == '\\' && i + 1 < text.length()) {
                i++;
                if (text.charAt(i) != '\n') {
                    word.append(text.charAt(i));
                } else {
                    started = !word.isEmpty(); // a line that goes on in the next
                }
            } else if (OPERATORS.indexOf(c) >= 0 || text.startsWith("$(", i)) {
                throw new IllegalArgumentException(
                        "\"" + c + "\" needs a shell, and the command is run without one; write"
                                + " bash -c '...', or put it in a script");
            } else {
                word.append(c);
            }
        }
        end();
        return List.copyOf(words);
    }

    private int literal(int from) {
        int to = text.indexOf('\'', from + 1);
        if (to < 0) {
            throw unclosed('\'');
        }
        word.append(text, from + 1, to);
        return to;
    }

    private int quoted(int from) {
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i;
            }
            boolean escape = c == '\\' && i + 1 < text.length() && "\"\\$`".indexOf(text.charAt(i + 1)) >= 0;
            word.append(escape ? text.charAt(++i) : c);
        }
        throw unclosed('"');
    }

    private void end() {
        if (started) {
            words.add(word.toString());
            word.setLength(0);
            started = false;
        }
    }

    private static IllegalArgumentException unclosed(char quote) {
        return new IllegalArgumentException(
                "the quote " + quote + " is not closed; add it, or escape it as \\" + quote);
    }
}
