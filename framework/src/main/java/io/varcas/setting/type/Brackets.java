package io.varcas.setting.type;

import java.util.ArrayList;
import java.util.List;

/** Finds the ends of objects, arrays and quotes within other texts. */
public final class Brackets {

    private Brackets() {}

    static boolean opens(char c) {
        return c == '{' || c == '[';
    }

    /**
     * Returns the place behind the bracket that closes the one at a place; -1 if it is not closed.
     *
     * @param text holds both
     * @param from where the opening one is
     */
    static int end(String text, int from) {
        int depth = 0;
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && opens(c)) {
                depth++;
            } else if (!quoted && (c == '}' || c == ']') && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Returns the place behind the quote that closes the one at a place; -1 if it is not closed. */
    static int endOfQuote(String text, int from) {
        for (int i = from + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i + 1;
            }
        }
        return -1;
    }

    /**
     * Cuts a text at its commas, but not at those within JSON or double quotes: of a list of values to sweep over, one may have commas.
     *
     * @param text values separated by commas
     */
    public static List<String> split(String text) {
        List<String> values = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char before = i == 0 ? ',' : text.charAt(i - 1);
            boolean value = before == '=' || before == ',' || Character.isWhitespace(before);
            int end = !value ? -1 : opens(c) ? end(text, i) : c == '"' ? endOfQuote(text, i) : -1;
            if (end > 0) {
                i = end - 1;
            } else if (c == ',') {
                values.add(text.substring(start, i));
                start = i + 1;
            }
        }
        values.add(text.substring(start));
        return values;
    }
}
