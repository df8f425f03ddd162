package io.varcas.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.ProtocolException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads the head of an HTTP/1.1 response (RFC 9112, sections 2 to 6), however the reads cut it; interim responses (1xx)
 * before it are read over, and so is every field that says nothing of the body's type, its end, or the connection.
 */
public final class ResponseHead {

    /** Error for a server that does not speak HTTP. */
    public static final String NOT_HTTP = "the server does not respond in HTTP/1.1";

    private static final int MOST_SHOWN = 80;
    private static final int LONGEST_HEAD = 64 << 10;
    private static final int SWITCHING_PROTOCOLS = 101;

    private byte[] line = new byte[256];
    private int lineLength;
    private int length;
    private boolean whole;

    private int status;
    private String contentType = "";
    private String contentEncoding = "";
    private long contentLength = -1;
    private boolean chunked;
    private boolean keepsConnection;

    /** Returns the HTTP status. */
    int status() {
        return status;
    }

    /** Returns the value of Content-Type; empty if absent. */
    String contentType() {
        return contentType;
    }

    /** Returns the value of Content-Encoding; empty if absent. */
    String contentEncoding() {
        return contentEncoding;
    }

    /** Returns the value of Content-Length; -1 if absent. */
    long contentLength() {
        return contentLength;
    }

    /** Returns whether the body is in chunks; then the length says nothing. */
    boolean isChunked() {
        return chunked;
    }

    /** Returns whether the server means to keep the connection after this response. */
    boolean keepsConnection() {
        return keepsConnection;
    }

    /** Returns whether all of it has been read. */
    boolean isWhole() {
        return whole;
    }

    /** Prepares for the next response. */
    void reset() {
        forget();
        length = 0;
        lineLength = 0;
        whole = false;
    }

    /**
     * Reads on, at most to the end of the head.
     *
     * @return index after the last byte that was read
     * @throws ProtocolException if this is no HTTP/1.1; one line
     */
    int read(byte[] bytes, int from, int to) throws ProtocolException {
        int at = from;
        while (at < to && !whole) {
            int end = at;
            if (status == 0 && lineLength == 0 && (bytes[at] < ' ' || bytes[at] > '~')) {
                throw new ProtocolException(NOT_HTTP); // no text to show, and none to wait for
            }
            while (end < to && bytes[end] != '\n') {
                end++;
            }
            boolean ends = end < to;
            length += end - at;
            if (length > LONGEST_HEAD) {
                throw new ProtocolException("the head of the response is longer than " + LONGEST_HEAD + " bytes");
            }
            if (ends && lineLength == 0) {
                line(bytes, at, end);
            } else {
                keep(bytes, at, end);
                if (!ends && isForeign() && lineLength >= MOST_SHOWN) {
                    throw notHttp();
                }
                if (ends) {
                    int kept = lineLength;
                    lineLength = 0;
                    line(line, 0, kept);
                }
            }
            at = ends ? end + 1 : end;
        }
        return at;
    }

    /** Returns whether the bytes so far cannot be the beginning of an HTTP response. */
    boolean isForeign() {
        return status == 0 && lineLength > 0 && line[0] != 'H';
    }

    /** Returns the fault of such a line. */
    ProtocolException notHttp() {
        return notHttp(line, 0, lineLength);
    }

    private void keep(byte[] bytes, int from, int to) {
        int wanted = lineLength + to - from;
        if (wanted > line.length) {
            line = Arrays.copyOf(line, Math.max(wanted, line.length * 2));
        }
        System.arraycopy(bytes, from, line, lineLength, to - from);
        lineLength = wanted;
    }

    private void line(byte[] bytes, int from, int lineEnd) throws ProtocolException {
        int to = lineEnd > from && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        if (status == 0) {
            statusLine(bytes, from, to);
        } else if (from < to) {
            field(bytes, from, to);
        } else if (status < 200) {
            forget();
        } else {
            whole = true;
        }
    }

    /** Reads {@code HTTP/1.1 200 OK}; the reason may be absent. */
    private void statusLine(byte[] bytes, int from, int to) throws ProtocolException {
        String text = text(bytes, from, to);
        boolean known = text.length() >= 12
                && text.startsWith("HTTP/1.")
                && Character.isDigit(text.charAt(7))
                && text.charAt(8) == ' '
                && (text.length() == 12 || text.charAt(12) == ' ');
        int code = known ? number(bytes, from + 9, from + 12) : -1;
        if (code < 100 || code == SWITCHING_PROTOCOLS) {
            throw notHttp(bytes, from, to);
        }
        status = code;
        keepsConnection = text.charAt(7) != '0';
    }

    private static ProtocolException notHttp(byte[] bytes, int from, int to) {
        int shown = to > from && bytes[from] != 'H' ? Math.min(to, from + MOST_SHOWN) : to;
        return new ProtocolException(NOT_HTTP + ": " + ErrorBody.oneLine(text(bytes, from, shown)));
    }

    private void field(byte[] bytes, int from, int to) throws ProtocolException {
        int colon = from;
        while (colon < to && bytes[colon] != ':') {
            colon++;
        }
        if (colon == to && bytes[from] != ' ' && bytes[from] != '\t') {
            throw new ProtocolException(
                    "the response's head has a line without a colon: " + ErrorBody.oneLine(text(bytes, from, to)));
        }
        if (is(bytes, from, colon, "content-type")) {
            contentType = text(bytes, colon + 1, to);
        } else if (is(bytes, from, colon, "content-encoding")) {
            contentEncoding = text(bytes, colon + 1, to);
        } else if (is(bytes, from, colon, "content-length")) {
            contentLength(text(bytes, colon + 1, to));
        } else if (is(bytes, from, colon, "transfer-encoding")) {
            transferEncoding(text(bytes, colon + 1, to));
        } else if (is(bytes, from, colon, "connection")) {
            String options = text(bytes, colon + 1, to).toLowerCase(Locale.ROOT);
            keepsConnection = !options.contains("close") && (keepsConnection || options.contains("keep-alive"));
        }
    }

    private void contentLength(String value) throws ProtocolException {
        byte[] digits = value.getBytes(ISO_8859_1);
        long read = value.isEmpty() || value.length() > 18 ? -1 : 0;
        for (int i = 0; i < digits.length && read >= 0; i++) {
            read = digits[i] >= '0' && digits[i] <= '9' ? read * 10 + digits[i] - '0' : -1;
        }
        if (read < 0 || (contentLength >= 0 && contentLength != read)) {
            throw new ProtocolException("the response's Content-Length is no length: " + ErrorBody.oneLine(value));
        }
        contentLength = read;
    }

    private void transferEncoding(String value) throws ProtocolException {
        chunked = value.equalsIgnoreCase("chunked");
        if (!chunked && !value.equalsIgnoreCase("identity")) {
            throw new ProtocolException(
                    "the response comes in a transfer encoding that was not asked for: " + ErrorBody.oneLine(value));
        }
    }

    private void forget() {
        status = 0;
        contentType = "";
        contentEncoding = "";
        contentLength = -1;
        chunked = false;
        keepsConnection = false;
    }

    private static int number(byte[] bytes, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return -1;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    private static boolean is(byte[] bytes, int from, int to, String lowerCase) {
        if (to - from != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            byte letter = bytes[from + i];
            int lower = letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
            if (lower != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, Math.max(0, to - from), ISO_8859_1).strip();
    }
}
