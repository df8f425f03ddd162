package io.varcas.transport;

import java.net.ProtocolException;
import java.util.Locale;

/** A response whose body is compressed or encoded otherwise, which no request asks for. */
public final class EncodedBodyException extends ProtocolException {

    private static final long serialVersionUID = 1L;

    private EncodedBodyException(String message) {
        super(message);
    }

    /**
     * Checks the Content-Encoding of a response.
     *
     * @param encoding value of the header; empty if absent
     * @throws EncodedBodyException if the body is not sent as it is; one line
     */
    static void check(String encoding) throws EncodedBodyException {
        String name = encoding.strip();
        if (!name.isEmpty() && !name.toLowerCase(Locale.ROOT).equals("identity")) {
            throw new EncodedBodyException("the response has Content-Encoding " + ErrorBody.oneLine(name)
                    + ", which was not asked for and is not read; switch compression off at the server or the proxy in"
                    + " front of it");
        }
    }
}
