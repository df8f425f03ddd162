package io.varcas.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.varcas.transport.ResponseTooLongException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Splits the bytes of one server-sent event stream into the data of its events, however the reads cut it: lines end in LF, CR
 * or CRLF, a blank line ends an event, comments and other fields are passed over, and a byte order mark at the
 * start is dropped (WHATWG HTML, "Server-sent events", read 2026-11).
 *
 * <p>Unlike a browser it hands out an event as soon as its data are one whole JSON value, because some servers leave out the
 * blank line; JSON spread over several {@code data} lines is joined as ever. It drops keep-alives that are sent as data, tells
 * events named {@code error} apart, and also hands out an event that the end of the stream cut off from its blank line, because
 * the text in it was received.
 *
 * <p>Bytes are copied once, into a buffer that is as large as the largest event so far; nothing else is allocated.
 */
final class SseScanner {

    /** Longest event that is read, in bytes; a stream with a longer one is broken. */
    static final int LONGEST_EVENT = 4 << 20;

    private static final int FIRST_SIZE = 2048;
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't', ':'};
    private static final String ERROR = "error";
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

    /** Bytes of the data so far whose brackets were counted. */
    private int counted;

    private final JsonExtent extent = new JsonExtent();
    private boolean error;
    private boolean keepAlive;
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
     * @throws ResponseTooLongException if an event is longer than {@link #LONGEST_EVENT}
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
     * Ends the stream: a last chunk without its blank line, even a last line without its end, is handed out.
     *
     * @param nanos when the stream ended
     */
    void end(long nanos) {
        if (lineStart < end) {
            line(nanos, lineStart, end);
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
                    line(nanos, from, at);
                }
            }
            at++;
        }
        scanned = at;
    }

    private void line(long nanos, int from, int to) {
        int at = from;
        if (!started) {
            started = true;
            if (startsWith(BYTE_ORDER_MARK, at, to)) {
                at += BYTE_ORDER_MARK.length;
            }
        }
        if (startsWith(EVENT, at, to)) {
            name(afterSpace(at + EVENT.length, to), to);
            return;
        }
        if (!startsWith(DATA, at, to)) {
            return;
        }
        at += DATA.length;
        if (at < to) {
            if (buffer[at] != ':') {
                return; // another field whose name merely begins like this one
            }
            at = afterSpace(at + 1, to);
        }
        addData(at, to);
        if (isWholeJson()) {
            dispatch(nanos);
        }
    }

    private int afterSpace(int at, int to) {
        return at < to && buffer[at] == ' ' ? at + 1 : at;
    }

    private void name(int from, int to) {
        String name = new String(buffer, from, Math.min(to - from, ERROR.length() + 1), ISO_8859_1);
        error = name.equalsIgnoreCase(ERROR);
        keepAlive = KeepAlive.is(buffer, from, to);
    }

    /** Lengthens the event's data by a line; a second line is moved up to the first, over bytes that are no longer needed. */
    private void addData(int from, int to) {
        if (dataFrom < 0 || KeepAlive.is(buffer, dataFrom, dataTo)) {
            dataFrom = from;
            dataTo = to;
            counted = 0;
            extent.reset();
            return;
        }
        buffer[dataTo++] = '\n';
        System.arraycopy(buffer, from, buffer, dataTo, to - from);
        dataTo += to - from;
    }

    /** Only what ends in a bracket can be whole; brackets are counted once, not for each line anew. */
    private boolean isWholeJson() {
        int last = dataTo - 1;
        while (last > dataFrom + counted && (buffer[last] == ' ' || buffer[last] == '\t')) {
            last--;
        }
        if (last < dataFrom || (buffer[last] != '}' && buffer[last] != ']')) {
            return false;
        }
        int from = dataFrom + counted;
        counted = dataTo - dataFrom;
        return extent.isWholeAfter(buffer, from, dataTo);
    }

    private void dispatch(long nanos) {
        if (error) {
            int from = Math.max(0, dataFrom);
            sink.error(nanos, buffer, from, dataFrom < 0 ? from : dataTo);
        } else if (dataFrom >= 0 && dataTo > dataFrom && !keepAlive && !KeepAlive.is(buffer, dataFrom, dataTo)) {
            sink.event(nanos, buffer, dataFrom, dataTo);
        }
        dataFrom = -1;
        counted = 0;
        extent.reset();
        error = false;
        keepAlive = false;
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
                    throw new ResponseTooLongException(
                            "a chunk of the stream is longer than " + LONGEST_EVENT + " bytes");
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
