package io.varcas.client;

import java.nio.charset.StandardCharsets;

/** Turns the inside of a JSON string back into text. */
final class JsonText {

    private JsonText() {}

    /**
     * Appends a string without its escapes; an escape that is none is kept as written.
     *
     * @param text receives the characters
     * @param bytes holds the string in UTF-8
     * @param from first byte after the opening quote
     * @param to the closing quote
     */
    static void append(StringBuilder text, byte[] bytes, int from, int to) {
        int plain = from;
        int at = from;
        while (at < to) {
            if (bytes[at] != '\\' || at + 1 == to) {
                at++;
                continue;
            }
            text.append(new String(bytes, plain, at - plain, StandardCharsets.UTF_8));
            int unit = bytes[at + 1] == 'u' && at + 5 < to ? hexadecimal(bytes, at + 2) : -1;
            text.append(unit >= 0 ? (char) unit : unescaped(bytes[at + 1]));
            at += unit >= 0 ? 6 : 2;
            plain = at;
        }
        text.append(new String(bytes, plain, Math.max(0, to - plain), StandardCharsets.UTF_8));
    }

    /** Value of four hexadecimal digits; -1 if they are none. */
    private static int hexadecimal(byte[] bytes, int from) {
        int value = 0;
        for (int at = from; at < from + 4; at++) {
            int digit = Character.digit(bytes[at], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static char unescaped(byte letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> (char) letter;
        };
    }
}
