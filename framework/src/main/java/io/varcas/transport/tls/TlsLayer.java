package io.varcas.transport.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** TLS on one connection: turns what is to be sent into records, and records into what was sent. One thread uses it. */
public final class TlsLayer {

    /** Takes decrypted bytes. */
    public interface Plain {
        void take(ByteBuffer bytes) throws IOException;
    }

    private static final ByteBuffer[] NOTHING = {};

    private final SSLEngine engine;

    /** Records that arrived and are not read yet, to be appended to. */
    private ByteBuffer arrived;

    /** Records that are not written yet, to be written from. */
    private ByteBuffer leaving;

    private ByteBuffer plain;
    private boolean established;
    private boolean ended;

    private TlsLayer(SSLEngine engine) {
        this.engine = engine;
        int record = engine.getSession().getPacketBufferSize();
        arrived = ByteBuffer.allocate(record);
        leaving = ByteBuffer.allocate(record).limit(0);
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    }

    /**
     * Returns a layer for a connection that is to be made.
     *
     * @param context whom to trust
     * @param host name that the server's certificate must be for
     * @param port the server's port
     */
    public static TlsLayer of(SSLContext context, String host, int port) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return new TlsLayer(engine);
    }

    /** Begins the handshake, once the connection stands. */
    public void begin() throws SSLException {
        engine.beginHandshake();
    }

    /** Returns whether the handshake is over. */
    public boolean isEstablished() {
        return established;
    }

    /** Returns whether the server has said that nothing follows. */
    public boolean isEnded() {
        return ended;
    }

    /** Returns whether more records have arrived than were read. */
    public boolean hasArrived() {
        return arrived.position() > 0;
    }

    /** Returns whether records wait until the socket takes more. */
    public boolean isBlocked() {
        return leaving.hasRemaining();
    }

    /** Takes bytes as the socket gave them. */
    public void add(ByteBuffer bytes) {
        if (arrived.remaining() < bytes.remaining()) {
            ByteBuffer larger = ByteBuffer.allocate(arrived.position() + bytes.remaining());
            arrived = larger.put(arrived.flip());
        }
        arrived.put(bytes);
    }

    /**
     * Does all that can be done now: shakes hands, writes a request, reads what arrived.
     *
     * @param channel takes records
     * @param request what is to be sent; read as far as it is encrypted
     * @param reader takes what was sent
     * @throws IOException if the connection is broken, or the two do not agree or trust each other
     */
    public void exchange(SocketChannel channel, ByteBuffer[] request, Plain reader) throws IOException {
        boolean goesOn = true;
        while (goesOn) {
            if (leaving.hasRemaining()) {
                channel.write(leaving);
            }
            goesOn = switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> wrap(NOTHING);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap(reader);
                case NOT_HANDSHAKING, FINISHED -> {
                    established = true;
                    yield (hasMore(request) && wrap(request)) || unwrap(reader);
                }
            };
        }
    }

    private boolean runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        return true;
    }

    /** Makes a record; returns false if the socket must take the last one first. */
    private boolean wrap(ByteBuffer[] from) throws SSLException {
        if (leaving.hasRemaining()) {
            return false;
        }
        SSLEngineResult result = engine.wrap(from, leaving.clear());
        leaving.flip();
        switch (result.getStatus()) {
            case BUFFER_OVERFLOW ->
                leaving = ByteBuffer.allocate(engine.getSession().getPacketBufferSize())
                        .limit(0);
            case CLOSED -> {
                ended = true;
                return leaving.hasRemaining();
            }
            case OK, BUFFER_UNDERFLOW -> {}
        }
        return true;
    }

    /** Reads a record; returns false if there is none that is whole. */
    private boolean unwrap(Plain reader) throws IOException {
        SSLEngineResult result = engine.unwrap(arrived.flip(), plain.clear());
        arrived.compact();
        switch (result.getStatus()) {
            case BUFFER_OVERFLOW -> {
                plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
                return true;
            }
            case BUFFER_UNDERFLOW -> {
                return false;
            }
            case CLOSED -> ended = true;
            case OK -> {}
        }
        if (result.bytesProduced() > 0) {
            reader.take(plain.flip());
        }
        return !ended;
    }

    private static boolean hasMore(ByteBuffer[] request) {
        for (ByteBuffer part : request) {
            if (part.hasRemaining()) {
                return true;
            }
        }
        return false;
    }
}
