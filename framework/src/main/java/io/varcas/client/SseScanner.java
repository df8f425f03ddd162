package io.varcas.client;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Splits the bytes of one server-sent event stream into the data of its events, however the reads cut it: lines end in LF, CR
 * or CRLF, a blank line ends an event, comments and fields other than {@code data} are passed over, and a byte order mark at the
 * start is dropped (WHATWG HTML, "Server-sent events", read 2026-11). Unlike a browser it also hands out an event that the end of
 * the stream cut off from its blank line, because the text in it was received.
 *
 * <p>Bytes are copied once, into a buffer that is as large as the largest event so far; nothing else is allocated.
 */
final class SseScanner {

    /** Longest event that is read, in bytes; a stream with a longer one is broken. */
    static final int LONGEST_EVENT = 16 << 20;

    private static final int FIRST_SIZE = 2048;
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final SseSink sink;

    /** Unread bytes: the event being collected begins at {@code eventStart}, its unfinished line at {@code lineStart}. */
    private byte[] buffer = new byte[FIRST_SIZE];

    private int end;
    private int lineStart;
    private int scanned;

    /** Data of the event so far, as a range of the buffer; none while {@code dataFrom} is negative. */
    private int dataFrom = -1;

    private int dataTo;
    private boolean afterCarriageReturn;
    private boolean started;

    SseScanner(SseSink sink) {
        this.sink = sink;
    }

    /**
     * Reads a piece of the stream.
     *
     * @param nanos when it arrived
     * @param piece the bytes; read to their end
     * @throws IllegalStateException if an event is longer than {@link #LONGEST_EVENT}
     */
    void read(long nanos, ByteBuffer piece) {
        while (piece.hasRemaining()) {
            makeRoom();
            int count = Math.min(piece.remaining(), buffer.length - end);
            piece.get(buffer, end, count);
            end += count;
            scan(nanos);
        }
    }

    /**
     * Ends the stream: a last event without its blank line, even a last line without its end, is handed out.
     *
     * @param nanos when the stream ended
     */
    void end(long nanos) {
        if (lineStart < end) {
            line(lineStart, end);
        }
        dispatch(nanos);
        lineStart = end = scanned = 0;
    }

    private void scan(long nanos) {
        byte[] bytes = buffer;
        int limit = end;
        int at = scanned;
        while (at < limit) {
            byte letter = bytes[at];
            if (letter == '\n' && afterCarriageReturn && at == lineStart) {
                lineStart = at + 1; // second half of a CRLF
                afterCarriageReturn = false;
            } else if (letter == '\n' || letter == '\r') {
                afterCarriageReturn = letter == '\r';
                int from = lineStart;
                lineStart = at + 1;
                if (from == at) {
                    dispatch(nanos);
                } else {
                    line(from, at);
                }
            }
            at++;
        }
        scanned = at;
    }

    private void line(int from, int to) {
        int at = from;
        if (!started) {
            started = true;
            if (startsWith(BYTE_ORDER_MARK, at, to)) {
                at += BYTE_ORDER_MARK.length;
            }
        }
        if (!startsWith(DATA, at, to)) {
            return;
        }
        at += DATA.length;
        if (at < to) {
            if (buffer[at] != ':') {
                return; // another field whose name merely begins like this one
            }
            at++;
            if (at < to && buffer[at] == ' ') {
                at++;
            }
        }
        addData(at, to);
    }

    /** Lengthens the event's data by a line; a second line is moved up to the first, over bytes that are no longer needed. */
    private void addData(int from, int to) {
        if (dataFrom < 0) {
            dataFrom = from;
            dataTo = to;
            return;
        }
        buffer[dataTo++] = '\n';
        System.arraycopy(buffer, from, buffer, dataTo, to - from);
        dataTo += to - from;
    }

    private void dispatch(long nanos) {
        if (dataFrom >= 0 && dataTo > dataFrom) {
            sink.event(nanos, buffer, dataFrom, dataTo);
        }
        dataFrom = -1;
    }

    private boolean startsWith(byte[] prefix, int from, int to) {
        return to - from >= prefix.length
                && Arrays.equals(buffer, from, from + prefix.length, prefix, 0, prefix.length);
    }

    /** Drops what was read, and enlarges the buffer if the event under way fills it. */
    private void makeRoom() {
        int keep = dataFrom >= 0 ? dataFrom : lineStart;
        if (keep == end) {
            lineStart = scanned = end = 0;
        } else if (end == buffer.length) {
            if (keep == 0) {
                if (buffer.length >= LONGEST_EVENT) {
                    throw new IllegalStateException("an event is longer than " + LONGEST_EVENT + " bytes");
                }
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
                return;
            }
            System.arraycopy(buffer, keep, buffer, 0, end - keep);
            lineStart -= keep;
            scanned -= keep;
            end -= keep;
            if (dataFrom >= 0) {
                dataFrom -= keep;
                dataTo -= keep;
            }
        }
    }
}
