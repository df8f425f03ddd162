package io.varcas.dataset.file;

import java.util.Locale;

/** Checks bytes for UTF-8, one after the other (RFC 3629, section 4). */
final class Utf8Validator {

    private static final int CONTINUATION_LOW = 0x80;
    private static final int CONTINUATION_HIGH = 0xBF;

    /** First byte of the character that is begun, and how many of its bytes were taken and are missing. */
    private int first;

    private int taken;
    private int missing;
    private int low;
    private int high;

    /**
     * Takes the next byte.
     *
     * @param b from 0 to 255
     * @return false if it cannot follow those before it; the validator must then be reset
     */
    boolean accepts(int b) {
        if (missing > 0) {
            if (b < low || b > high) {
                return false;
            }
            taken++;
            expect(missing - 1, CONTINUATION_LOW, CONTINUATION_HIGH);
            return true;
        }
        first = b;
        taken = 1;
        if (b < 0x80) {
            return true;
        }
        if (b >= 0xC2 && b <= 0xDF) {
            expect(1, CONTINUATION_LOW, CONTINUATION_HIGH);
        } else if (b >= 0xE0 && b <= 0xEF) {
            expect(2, b == 0xE0 ? 0xA0 : CONTINUATION_LOW, b == 0xED ? 0x9F : CONTINUATION_HIGH);
        } else if (b >= 0xF0 && b <= 0xF4) {
            expect(3, b == 0xF0 ? 0x90 : CONTINUATION_LOW, b == 0xF4 ? 0x8F : CONTINUATION_HIGH);
        } else {
            return false;
        }
        return true;
    }

    /** Returns whether no character has been begun and not ended. */
    boolean isWhole() {
        return missing == 0;
    }

    /** Forgets what was begun. */
    void reset() {
        missing = 0;
    }

    /** Returns the place of the first byte that is not UTF-8; -1 if there is none. */
    static int firstFault(byte[] bytes, int length) {
        Utf8Validator validator = new Utf8Validator();
        for (int i = 0; i < length; i++) {
            if (!validator.accepts(bytes[i] & 0xFF)) {
                return i - validator.begun();
            }
        }
        return validator.isWhole() ? -1 : length - validator.begun();
    }

    /**
     * Describes what is wrong once a byte was not accepted: the character that it should have gone on with, else the byte itself.
     *
     * @param b the byte, from 0 to 255
     * @param column its place in the line, from 1
     */
    String refusal(int b, long column) {
        return missing > 0 ? fault(first, column - taken) : fault(b, column);
    }

    /** Returns how many bytes were taken of a character that is not whole. */
    private int begun() {
        return missing > 0 ? taken : 0;
    }

    /**
     * Describes a byte that is not UTF-8.
     *
     * @param b the byte, from 0 to 255
     * @param column its place in the line, from 1
     */
    static String fault(int b, long column) {
        return String.format(
                Locale.ROOT, "byte %d of the line (0x%02X) is not UTF-8; save the file as UTF-8", column, b);
    }

    private void expect(int bytes, int least, int greatest) {
        missing = bytes;
        low = least;
        high = greatest;
    }
}
