package io.varcas.transport;

import java.net.ProtocolException;

/**
 * Finds the data in a chunked body (RFC 9112, section 7.1), however the reads cut it. Extensions and trailers are read over. Nothing
 * is allocated and nothing copied: it says where the data lies.
 */
final class ChunkedBody {

    /** Hexadecimal digits of the longest chunk: 2^60 bytes. */
    private static final int MOST_DIGITS = 15;

    private enum State {
        SIZE,
        EXTENSION,
        DATA,
        AFTER_DATA,
        TRAILER,
        OVER
    }

    private State state = State.SIZE;
    private long left;
    private int digits;
    private int lineLength;

    private int dataFrom;
    private int dataTo;

    /** Prepares for the next body. */
    void reset() {
        state = State.SIZE;
        left = 0;
        digits = 0;
        lineLength = 0;
    }

    /** Returns whether the last chunk and the trailers have been read. */
    boolean isOver() {
        return state == State.OVER;
    }

    /** Returns the index of the first byte of the data that was found by the last {@link #read}. */
    int dataFrom() {
        return dataFrom;
    }

    /** Returns the index after the last byte of it; equal to the first's if there was none. */
    int dataTo() {
        return dataTo;
    }

    /**
     * Reads on: to the beginning of the piece of data after the next, to the end of the body, or to the end of the bytes.
     *
     * @return index after the last byte that was read
     * @throws ProtocolException if this is not chunked; one line
     */
    int read(byte[] bytes, int from, int to) throws ProtocolException {
        dataFrom = dataTo = from;
        boolean found = false;
        State now = state;
        int at = from;
        while (at < to && now != State.OVER && !(found && now == State.DATA)) {
            if (now == State.DATA) {
                found = true;
                dataFrom = at;
                dataTo = (int) Math.min(to, at + left);
                left -= dataTo - dataFrom;
                at = dataTo;
                if (left == 0) {
                    now = State.AFTER_DATA;
                }
            } else {
                now = after(now, bytes[at++]);
            }
        }
        if (state != now) { // most reads end where they began, and collectors charge for each reference that is stored
            state = now;
        }
        return at;
    }

    private State after(State now, byte letter) throws ProtocolException {
        return switch (now) {
            case SIZE -> size(letter);
            case EXTENSION -> letter == '\n' ? sizeEnded() : State.EXTENSION;
            case AFTER_DATA -> {
                if (letter != '\n' && letter != '\r') {
                    throw new ProtocolException("a chunk of the response is longer than its declared size");
                }
                yield letter == '\n' ? State.SIZE : State.AFTER_DATA;
            }
            case TRAILER -> trailer(letter);
            case DATA, OVER -> throw new IllegalStateException(now.name());
        };
    }

    private State size(byte letter) throws ProtocolException {
        int digit = Character.digit(letter, 16);
        if (digit >= 0 && digits < MOST_DIGITS) {
            left = left << 4 | digit;
            digits++;
            return State.SIZE;
        }
        if (digits > 0 && letter == '\n') {
            return sizeEnded();
        }
        if (digits > 0 && (letter == '\r' || letter == ';' || letter == ' ' || letter == '\t')) {
            return State.EXTENSION;
        }
        throw new ProtocolException("a chunk of the response begins with no size");
    }

    private State sizeEnded() {
        digits = 0;
        return left == 0 ? State.TRAILER : State.DATA;
    }

    private State trailer(byte letter) {
        if (letter == '\n') {
            boolean blank = lineLength == 0;
            lineLength = 0;
            return blank ? State.OVER : State.TRAILER;
        }
        if (letter != '\r') {
            lineLength++;
        }
        return State.TRAILER;
    }
}
