package io.varcas.transport;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Decodes answers out of bytes that are cut as a test wants them, and keeps what came out. */
public final class Pieces implements ResponseDecoder.Reader {

    public final ResponseDecoder decoder = new ResponseDecoder();
    public final List<String> heads = new ArrayList<>();
    public final StringBuilder body = new StringBuilder();

    /** Reads a text in pieces, the ends of which are given; what is left of a piece when an answer is over is returned. */
    public String read(String text, int... cuts) throws ProtocolException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i < cuts.length ? cuts[i] : bytes.length;
            ByteBuffer piece = ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to));
            decoder.read(piece, this);
            if (decoder.isOver()) {
                return text.substring(from + piece.position());
            }
            from = to;
        }
        return "";
    }

    /** Takes the end of the connection. */
    public Pieces close() throws IOException {
        decoder.close();
        return this;
    }

    @Override
    public void head(int status, String contentType) {
        heads.add(status + " " + contentType);
    }

    @Override
    public void body(ByteBuffer piece) {
        while (piece.hasRemaining()) {
            body.append((char) (piece.get() & 0xff));
        }
    }
}
