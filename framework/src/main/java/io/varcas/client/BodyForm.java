package io.varcas.client;

import java.nio.ByteBuffer;

/**
 * The form of a successful response's body, told by its first bytes: an event stream begins with a field name or a comment,
 * everything else is read as a whole. White space and a byte order mark before that are passed over.
 */
final class BodyForm {

    /** The forms. */
    enum Kind {
        /** Too few bytes have arrived. */
        UNDECIDED,
        /** A stream of server-sent events. */
        EVENTS,
        /** Another body, such as one JSON object. */
        WHOLE
    }

    private static final String[] FIELDS = {"data:", "event:", "id:", "retry:"};

    private final boolean declaredStream;
    private final byte[] first = new byte[8];
    private int size;

    /**
     * Creates one.
     *
     * @param declaredStream whether the Content-Type says that it is an event stream
     */
    BodyForm(boolean declaredStream) {
        this.declaredStream = declaredStream;
    }

    /** Reads on, at most until the form is known. */
    Kind read(ByteBuffer piece) {
        while (piece.hasRemaining()) {
            byte letter = piece.get();
            if (size > 0 || !isSkipped(letter)) {
                first[size++] = letter;
                Kind kind = kind();
                if (kind != Kind.UNDECIDED) {
                    return kind;
                }
            }
        }
        return Kind.UNDECIDED;
    }

    /** Returns the form of a body that ends here. */
    Kind atEnd() {
        return declaredStream ? Kind.EVENTS : Kind.WHOLE;
    }

    /** Returns the bytes that were read and belong to the body. */
    ByteBuffer held() {
        return ByteBuffer.wrap(first, 0, size);
    }

    private Kind kind() {
        if (first[0] == ':') {
            return Kind.EVENTS;
        }
        boolean mayBecomeOne = false;
        for (String field : FIELDS) {
            if (begins(field)) {
                if (size == field.length()) {
                    return Kind.EVENTS;
                }
                mayBecomeOne = true;
            }
        }
        if (mayBecomeOne) {
            return Kind.UNDECIDED;
        }
        boolean json = first[0] == '{' || first[0] == '[' || first[0] == '<';
        return declaredStream && !json ? Kind.EVENTS : Kind.WHOLE;
    }

    private boolean begins(String field) {
        for (int i = 0; i < size; i++) {
            if (i >= field.length() || first[i] != field.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSkipped(byte letter) {
        return letter == ' '
                || letter == '\n'
                || letter == '\r'
                || letter == '\t'
                || letter == (byte) 0xEF
                || letter == (byte) 0xBB
                || letter == (byte) 0xBF;
    }
}
