package io.varcas.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Walks over the bytes of one JSON text without building anything: objects and arrays are stepped through, what is not wanted is
 * skipped. It trusts the text to be well formed where it skips, and notices where it looks.
 *
 * <p>Every method that meets something else than it expects throws {@link Malformed}.
 */
final class JsonCursor {

    /** Characters of the longest number with a fraction or an exponent that is read. */
    private static final int LONGEST_NUMBER = 40;

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private byte[] bytes = {};
    private int at;
    private int end;
    private int keyFrom;
    private int keyTo;
    private int stringFrom;
    private int stringTo;

    /** The text is not the JSON it should be; without a stack trace, because the text is to blame, not the code. */
    static final class Malformed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    /** Begins a text. */
    void reset(byte[] text, int from, int to) {
        if (bytes != text) { // most texts lie in one array, and collectors charge for each reference that is stored
            bytes = text;
        }
        at = from;
        end = to;
    }

    /** What the text under way lies in. */
    byte[] bytes() {
        return bytes;
    }

    /** Steps into an object. */
    void enterObject() {
        expect('{');
    }

    /** Moves to the next member of the object under way and onto its value; returns false, and leaves the object, at its end. */
    boolean nextKey() {
        byte next = peek();
        if (next == '}') {
            at++;
            return false;
        }
        if (next == ',') {
            at++;
        }
        readString();
        keyFrom = stringFrom;
        keyTo = stringTo;
        expect(':');
        return true;
    }

    /** Returns whether the key of the member is this one; keys written with escapes are not recognised. */
    boolean keyIs(byte[] name) {
        return keyTo - keyFrom == name.length && Arrays.equals(bytes, keyFrom, keyTo, name, 0, name.length);
    }

    /** Returns the length of the key of the member, in bytes. */
    int keyLength() {
        return keyTo - keyFrom;
    }

    /** Steps into an array. */
    void enterArray() {
        expect('[');
    }

    /** Moves onto the next element of the array under way; returns false, and leaves the array, at its end. */
    boolean nextElement() {
        byte next = peek();
        if (next == ']') {
            at++;
            return false;
        }
        if (next == ',') {
            at++;
        }
        return true;
    }

    /** Returns whether the value is an object. */
    boolean isObject() {
        return peek() == '{';
    }

    /** Returns whether the value is an array. */
    boolean isArray() {
        return peek() == '[';
    }

    /** Returns whether the value is a string. */
    boolean isString() {
        return peek() == '"';
    }

    /** Returns whether the value is null. */
    boolean isNull() {
        return peek() == 'n';
    }

    /** Returns whether the value is a number of 0 or more. */
    boolean isCount() {
        byte next = peek();
        return next >= '0' && next <= '9';
    }

    /** Reads a string value and says whether it has any characters; its range is held until the next string is read. */
    boolean readString() {
        expect('"');
        byte[] text = bytes;
        int limit = end;
        int i = at;
        stringFrom = i;
        while (i < limit) {
            byte letter = text[i];
            if (letter == '"') {
                stringTo = i;
                at = i + 1;
                return stringTo > stringFrom;
            }
            i += letter == '\\' ? 2 : 1;
        }
        throw new Malformed("a string does not end");
    }

    /** Returns the first byte of the string read last. */
    int stringFrom() {
        return stringFrom;
    }

    /** Returns the end of the string read last, exclusive. */
    int stringTo() {
        return stringTo;
    }

    /** Returns the string read last, its escapes left as they are. */
    String rawString() {
        return new String(bytes, stringFrom, stringTo - stringFrom, StandardCharsets.UTF_8);
    }

    /**
     * Reads a whole number of 0 or more, in any way that JSON writes it; what exceeds an int is {@link Integer#MAX_VALUE}.
     *
     * @return the number; -1 if it is a fraction or no number
     */
    int readCount() {
        if (!isCount()) {
            throw new Malformed("a count is missing");
        }
        int from = at;
        long value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            value = Math.min(Integer.MAX_VALUE, value * 10 + (bytes[at++] - '0'));
        }
        int digitsEnd = at;
        skipPlain();
        return at == digitsEnd ? (int) value : wholeNumber(from, at);
    }

    private int wholeNumber(int from, int to) {
        String text = new String(bytes, from, Math.min(to - from, LONGEST_NUMBER + 1), StandardCharsets.ISO_8859_1);
        if (text.length() > LONGEST_NUMBER || !NUMBER.matcher(text).matches()) {
            return -1;
        }
        double value = Double.parseDouble(text);
        return value == Math.rint(value) ? (int) Math.min(Integer.MAX_VALUE, value) : -1;
    }

    /**
     * Reads a number of 0 or more, with a fraction or an exponent if it has them.
     *
     * @return the number; NaN if it is none
     */
    double readNumber() {
        if (!isCount()) {
            throw new Malformed("a number is missing");
        }
        int from = at;
        skipPlain();
        String text = new String(bytes, from, Math.min(at - from, LONGEST_NUMBER + 1), StandardCharsets.ISO_8859_1);
        return text.length() <= LONGEST_NUMBER && NUMBER.matcher(text).matches()
                ? Double.parseDouble(text)
                : Double.NaN;
    }

    /** Where the cursor stands. */
    int position() {
        return at;
    }

    /** Passes over the value. */
    void skip() {
        byte next = peek();
        if (next == '"') {
            readString();
        } else if (next == '{' || next == '[') {
            skipNested();
        } else if (isCount() || next == '-' || next == 't' || next == 'f' || next == 'n') {
            skipPlain();
        } else {
            throw new Malformed("a value is missing");
        }
    }

    /** Checks that nothing but spaces is left. */
    void finish() {
        while (at < end) {
            if (!isBlank(bytes[at++])) {
                throw new Malformed("something follows the object");
            }
        }
    }

    private void skipNested() {
        int depth = 0;
        while (at < end) {
            byte letter = bytes[at];
            if (letter == '"') {
                readString();
                continue;
            }
            at++;
            if (letter == '{' || letter == '[') {
                depth++;
            } else if ((letter == '}' || letter == ']') && --depth == 0) {
                return;
            }
        }
        throw new Malformed("an object or array does not end");
    }

    private void skipPlain() {
        while (at < end) {
            byte letter = bytes[at];
            if (letter == ',' || letter == '}' || letter == ']' || isBlank(letter)) {
                return;
            }
            at++;
        }
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw new Malformed("'" + wanted + "' is missing");
        }
        at++;
    }

    /** Passes over spaces and returns the byte they led to. */
    private byte peek() {
        while (at < end) {
            byte letter = bytes[at];
            if (!isBlank(letter)) {
                return letter;
            }
            at++;
        }
        throw new Malformed("it ends too early");
    }

    private static boolean isBlank(byte letter) {
        return letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t';
    }
}
