package io.varcas.dataset.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A text of another encoding as UTF-8. */
final class TranscodedInput extends InputStream {

    /** A byte that is not of the encoding. */
    static final class Fault extends IOException {

        private static final long serialVersionUID = 1;

        Fault(String message, CharacterCodingException cause) {
            super(message, cause);
        }
    }

    private static final int BUFFER = 8 << 10;

    private final Reader text;
    private final Charset charset;
    private final String advice;
    private final char[] chars = new char[BUFFER + 1];
    private byte[] bytes = new byte[0];
    private int at;
    private long line = 1;

    /** Creates the stream; the advice ends the message about a byte that is not of the encoding. */
    TranscodedInput(InputStream in, Charset charset, String advice) {
        this.charset = charset;
        this.advice = advice;
        text = new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, into, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (at < bytes.length) {
            return true;
        }
        try {
            int count = text.read(chars, 0, BUFFER);
            if (count <= 0) {
                return false;
            }
            if (Character.isHighSurrogate(chars[count - 1])) {
                count += Math.max(0, text.read(chars, count, 1));
            }
            for (int i = 0; i < count; i++) {
                line += chars[i] == '\n' ? 1 : 0;
            }
            bytes = new String(chars, 0, count).getBytes(StandardCharsets.UTF_8);
            at = 0;
            return true;
        } catch (CharacterCodingException malformed) {
            throw new Fault("not " + charset.name() + " behind line " + line + advice, malformed);
        }
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
