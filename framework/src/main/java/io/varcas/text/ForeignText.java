package io.varcas.text;

import io.varcas.validation.FailureText;

/**
 * Text that a server, a file or another tool wrote, made fit to be printed, stored and cut. Such text may hold control characters that
 * move a terminal's cursor, line breaks that forge a line of a report, and halves of surrogate pairs that no UTF-8 file can hold.
 */
public final class ForeignText {

    private static final int REPLACEMENT = 0xFFFD;
    private static final String CUT = " ...";

    private ForeignText() {}

    /** Returns text as one line: whitespace is one space, none at its ends, and nothing in it acts on a terminal. */
    public static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isBreak(c) || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                space = !line.isEmpty();
            } else {
                if (space) {
                    line.append(' ');
                    space = false;
                }
                line.appendCodePoint(isHarmful(c) ? REPLACEMENT : c);
            }
        }
        return line.toString();
    }

    /**
     * Returns text as one line of limited length.
     *
     * @param most the most characters (code points) of it that are kept
     */
    public static String oneLine(String text, int most) {
        return cut(oneLine(text), most);
    }

    /** Returns a line of a report with its spaces as they are; a line break in it is a space, and nothing in it acts on a terminal. */
    public static String line(String text) {
        return replaced(text, true);
    }

    /** Returns text of several lines in which nothing acts on a terminal; line breaks and tabs stay. */
    public static String lines(String text) {
        return replaced(text, false);
    }

    /** Returns text without halves of surrogate pairs, which UTF-8 cannot express. */
    public static String whole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints()
                        .map(c -> isHalf(c) ? REPLACEMENT : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }

    /**
     * Cuts text between characters, never within one.
     *
     * @param most the most characters (code points) that are kept
     * @return the text, or its beginning and {@code ...}
     */
    public static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most)) + CUT;
    }

    /** Returns a message as one line in which the middle of a huge value is left out. */
    public static String message(String text) {
        return FailureText.shortened(line(text));
    }

    private static String replaced(String text, boolean oneLine) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isBreak(c) || c == '\t') {
                clean.appendCodePoint(oneLine ? ' ' : c == '\n' || c == '\t' ? c : '\n');
            } else {
                clean.appendCodePoint(isHarmful(c) ? REPLACEMENT : c);
            }
        }
        return clean.toString();
    }

    /** Returns whether a terminal or an editor begins a new line at it. */
    private static boolean isBreak(int c) {
        return c == '\n' || c == '\r' || c == 0x0B || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static boolean isHarmful(int c) {
        return Character.isISOControl(c) || isHalf(c) || isDirection(c) || isNoCharacter(c);
    }

    /** Marks that turn the direction of what follows, and so show other text than there is; and marks of byte order. */
    private static boolean isDirection(int c) {
        return c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || (c >= 0xFFF9 && c <= 0xFFFB)
                || c == 0xFEFF;
    }

    private static boolean isNoCharacter(int c) {
        return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    }
}
