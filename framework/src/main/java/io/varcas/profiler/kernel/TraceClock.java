package io.varcas.profiler.kernel;

/** Times of a trace: microseconds as decimal numbers, read as nanoseconds without rounding through a {@code double}. */
final class TraceClock {

    private static final int MOST_DIGITS = 15;

    private TraceClock() {}

    /**
     * Returns a time in nanoseconds.
     *
     * @throws NumberFormatException if the text is not a number
     */
    static long nanos(char[] text, int offset, int length) {
        long whole = 0;
        int at = offset;
        int end = offset + length;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            whole = 10 * whole + (text[at++] - '0');
        }
        int digits = at - offset;
        if (digits == 0 || digits > MOST_DIGITS) {
            return slow(text, offset, length);
        }
        if (at == end) {
            return 1000 * whole;
        }
        if (text[at++] != '.') {
            return slow(text, offset, length);
        }
        long fraction = 0;
        int scale = 1000;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            if (scale > 1) {
                scale /= 10;
                fraction = 10 * fraction + (text[at] - '0');
            }
            at++;
        }
        return at == end ? 1000 * whole + fraction * scale : slow(text, offset, length);
    }

    private static long slow(char[] text, int offset, int length) {
        return Math.round(Double.parseDouble(new String(text, offset, length)) * 1e3);
    }
}
