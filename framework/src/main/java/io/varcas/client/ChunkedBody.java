package io.varcas.client;

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

    /** Whether the last chunk and the trailers have been read. */
    boolean isOver() {
        return state == State.OVER;
    }

    /** Index of the first byte of the data that was found by the last {@link #read}. */
    int dataFrom() {
        return dataFrom;
    }

    /** Index after the last byte of it; equal to the first's if there was none. */
    int dataTo() {
        return dataTo;
    }

    /**
     * Reads on: to the end of the next piece of data, to the end of the body, or to the end of the bytes.
     *
     * @return index after the last byte that was read
     * @throws ProtocolException if this is not chunked; one line
     */
    int read(byte[] bytes, int from, int to) throws ProtocolException {
        dataFrom = dataTo = from;
        int at = from;
        while (at < to && state != State.OVER) {
            if (state == State.DATA) {
                dataFrom = at;
                dataTo = (int) Math.min(to, at + left);
                left -= dataTo - dataFrom;
                if (left == 0) {
                    state = State.AFTER_DATA;
                }
                return dataTo;
            }
            step(bytes[at++]);
        }
        return at;
    }

    private void step(byte letter) throws ProtocolException {
        switch (state) {
            case SIZE -> size(letter);
            case EXTENSION -> {
                if (letter == '\n') {
                    sizeEnded();
                }
            }
            case AFTER_DATA -> {
                if (letter == '\n') {
                    state = State.SIZE;
                } else if (letter != '\r') {
                    throw new ProtocolException("a chunk of the answer is longer than it says");
                }
            }
            case TRAILER -> trailer(letter);
            case DATA, OVER -> throw new IllegalStateException(state.name());
        }
    }

    private void size(byte letter) throws ProtocolException {
        int digit = Character.digit(letter, 16);
        if (digit >= 0 && digits < MOST_DIGITS) {
            left = left << 4 | digit;
            digits++;
        } else if (digits > 0 && letter == '\n') {
            sizeEnded();
        } else if (digits > 0 && (letter == '\r' || letter == ';' || letter == ' ' || letter == '\t')) {
            state = State.EXTENSION;
        } else {
            throw new ProtocolException("a chunk of the answer begins with no size");
        }
    }

    private void sizeEnded() {
        state = left == 0 ? State.TRAILER : State.DATA;
        digits = 0;
    }

    private void trailer(byte letter) {
        if (letter == '\n') {
            if (lineLength == 0) {
                state = State.OVER;
            }
            lineLength = 0;
        } else if (letter != '\r') {
            lineLength++;
        }
    }
}
