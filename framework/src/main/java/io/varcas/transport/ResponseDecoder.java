package io.varcas.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/** Reads HTTP/1.1 responses of one connection, one after the other, however the reads cut them. */
final class ResponseDecoder {

    /** Takes what a response consists of. */
    interface Reader {

        /** The head has been read. */
        void head(int status, String contentType);

        /** A piece of the body lies between the buffer's position and its limit. */
        void body(ByteBuffer piece);
    }

    private enum Part {
        HEAD,
        CHUNKS,
        COUNTED,
        UNTIL_CLOSE,
        OVER
    }

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final ResponseHead head = new ResponseHead();
    private final ChunkedBody chunks = new ChunkedBody();
    private Part part = Part.HEAD;
    private long left;
    private boolean begun;

    /**
     * Reads on, at most to the end of the response.
     *
     * @param bytes what arrived, backed by an array; its position is moved behind what was read
     * @param reader takes what is in it
     * @throws ProtocolException if this is no HTTP/1.1; one line
     */
    void read(ByteBuffer bytes, Reader reader) throws ProtocolException {
        int at = bytes.position();
        int to = bytes.limit();
        begun |= at < to;
        if (part == Part.HEAD) {
            int base = bytes.arrayOffset();
            at = head.read(bytes.array(), base + at, base + to) - base;
            if (head.isWhole()) {
                reader.head(head.status(), head.contentType());
                part = bodyOf(head);
                EncodedBodyException.check(head.contentEncoding());
            }
        }
        while (at < to && part != Part.OVER && part != Part.HEAD) {
            at = body(bytes, at, to, reader);
        }
        bytes.limit(to).position(at);
    }

    /** Returns whether a byte of the response has been read. */
    boolean hasBegun() {
        return begun;
    }

    /** Returns whether the response has been read to its end. */
    boolean isOver() {
        return part == Part.OVER;
    }

    /** Returns whether the server means to keep the connection after the response. */
    boolean keepsConnection() {
        return head.keepsConnection();
    }

    /**
     * Takes the end of the connection, which ends an output of unknown length.
     *
     * @throws IOException if the response is not over with it; one line
     */
    void close() throws IOException {
        if (!begun) {
            throw new EOFException(ConnectFaults.NO_ANSWER);
        }
        switch (part) {
            case HEAD ->
                throw head.isForeign()
                        ? head.notHttp()
                        : new EOFException("the connection was closed within the head of the response");
            case CHUNKS -> throw new EOFException("closed before the last chunk");
            case COUNTED -> throw new EOFException("closed " + left + " bytes before the end");
            case UNTIL_CLOSE, OVER -> part = Part.OVER;
        }
    }

    /** Prepares for the next response. */
    void reset() {
        head.reset();
        chunks.reset();
        part = Part.HEAD;
        left = 0;
        begun = false;
    }

    private Part bodyOf(ResponseHead read) {
        if (read.status() == NO_CONTENT || read.status() == NOT_MODIFIED) {
            return Part.OVER;
        }
        if (read.isChunked()) {
            return Part.CHUNKS;
        }
        left = read.contentLength();
        return left < 0 ? Part.UNTIL_CLOSE : left == 0 ? Part.OVER : Part.COUNTED;
    }

    private int body(ByteBuffer bytes, int at, int to, Reader reader) throws ProtocolException {
        if (part == Part.CHUNKS) {
            int base = bytes.arrayOffset();
            int next = to;
            ProtocolException broken = null;
            try {
                next = chunks.read(bytes.array(), base + at, base + to) - base;
            } catch (ProtocolException fault) {
                broken = fault; // what came before the fault was received, whether or not the same read brought both
            }
            give(bytes, chunks.dataFrom() - base, chunks.dataTo() - base, reader);
            if (broken != null) {
                throw broken;
            }
            if (chunks.isOver()) {
                part = Part.OVER;
            }
            return next;
        }
        int next = part == Part.COUNTED ? (int) Math.min(to, at + left) : to;
        give(bytes, at, next, reader);
        if (part == Part.COUNTED) {
            left -= next - at;
            if (left == 0) {
                part = Part.OVER;
            }
        }
        return next;
    }

    private static void give(ByteBuffer bytes, int from, int to, Reader reader) {
        if (from < to) {
            bytes.limit(to).position(from);
            reader.body(bytes);
        }
    }
}
