package io.varcas.accuracy.scorer;

import java.util.ArrayList;
import java.util.List;

/** Whitespace as Python's {@code str.split()} and {@code str.isspace()} define it, which the reference implementations use. */
final class Whitespace {

    private static final int NEXT_LINE = 0x85;

    private Whitespace() {}

    static boolean is(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == NEXT_LINE;
    }

    /** Returns the texts between whitespace. */
    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        int from = -1;
        for (int i = 0; i < text.length(); i++) {
            boolean space = is(text.charAt(i));
            if (space && from >= 0) {
                words.add(text.substring(from, i));
                from = -1;
            } else if (!space && from < 0) {
                from = i;
            }
        }
        if (from >= 0) {
            words.add(text.substring(from));
        }
        return words;
    }

    /** Returns a text without whitespace at its end. */
    static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && is(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
