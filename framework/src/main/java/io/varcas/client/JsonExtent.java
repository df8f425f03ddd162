package io.varcas.client;

/** The extent of one JSON object or array that arrives line by line: finds out, in one pass, where it ends. */
final class JsonExtent {

    private int depth;
    private boolean inString;
    private boolean closed;
    private boolean foreign;

    /** Begins anew. */
    void reset() {
        depth = 0;
        inString = false;
        closed = false;
        foreign = false;
    }

    /** Reads on; returns whether all that was read so far is one whole object or array. */
    boolean isWholeAfter(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            byte letter = bytes[at++];
            if (inString) {
                if (letter == '\\') {
                    at++;
                } else if (letter == '"') {
                    inString = false;
                }
            } else {
                outsideString(letter);
            }
        }
        return closed && depth == 0 && !inString && !foreign;
    }

    private void outsideString(byte letter) {
        switch (letter) {
            case '"' -> {
                inString = true;
                foreign |= depth == 0;
            }
            case '{', '[' -> {
                foreign |= closed && depth == 0;
                depth++;
            }
            case '}', ']' -> {
                depth--;
                foreign |= depth < 0;
                closed |= depth == 0;
            }
            case ' ', '\t', '\n', '\r' -> {}
            default -> foreign |= depth == 0;
        }
    }
}
