package io.varcas.profiler.otlp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Walks over the fields of one protobuf message, which may lie in a part of an array. Unknown fields are skipped.
 *
 * <p>Source of the format: Protocol Buffers, Encoding (read November 2026).
 */
final class ProtobufCursor {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int wireType;

    ProtobufCursor(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private ProtobufCursor(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Moves to the next field and returns its number; 0 at the end. The value must be read or skipped before the next call. */
    int next() throws IOException {
        if (at >= end) {
            return 0;
        }
        long tag = varint();
        wireType = (int) (tag & 7);
        int field = (int) (tag >>> 3);
        if (field <= 0) {
            throw new IOException("a field has no number");
        }
        return field;
    }

    /** Returns whether the value is a message or a text. */
    boolean isBytes() {
        return wireType == BYTES;
    }

    /** Returns whether the value is a double, if the field is one of a floating-point number. */
    boolean isFixed64() {
        return wireType == FIXED64;
    }

    /** Returns whether the value is a whole number. */
    boolean isVarint() {
        return wireType == VARINT;
    }

    /** Steps into a message. */
    ProtobufCursor message() throws IOException {
        int length = length();
        ProtobufCursor inner = new ProtobufCursor(bytes, at, at + length);
        at += length;
        return inner;
    }

    String text() throws IOException {
        int length = length();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    double fixedDouble() throws IOException {
        need(8);
        long bits = 0;
        for (int i = 7; i >= 0; i--) {
            bits = bits << 8 | (bytes[at + i] & 0xFF);
        }
        at += 8;
        return Double.longBitsToDouble(bits);
    }

    long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            need(1);
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number is too long");
    }

    void skip() throws IOException {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> advance(8);
            case BYTES -> advance(length());
            case FIXED32 -> advance(4);
            default -> throw new IOException("wire type " + wireType + " is not known");
        }
    }

    private int length() throws IOException {
        long length = varint();
        if (length < 0 || length > end - at) {
            throw new IOException("it ends too early");
        }
        return (int) length;
    }

    private void advance(int count) throws IOException {
        need(count);
        at += count;
    }

    private void need(int count) throws IOException {
        if (end - at < count) {
            throw new IOException("it ends too early");
        }
    }
}
