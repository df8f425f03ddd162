package io.varcas.client;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects a body that is read as a whole, up to a limit; what exceeds it is dropped. */
final class BodyBuffer {

    private final int limit;
    private byte[] bytes = new byte[512];
    private int size;
    private boolean overflown;

    BodyBuffer(int limit) {
        this.limit = limit;
    }

    void add(ByteBuffer piece) {
        int count = Math.min(piece.remaining(), limit - size);
        overflown |= count < piece.remaining();
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, bytes.length * 2));
        }
        piece.get(bytes, size, count);
        piece.position(piece.limit());
        size += count;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    boolean isOverflown() {
        return overflown;
    }
}
