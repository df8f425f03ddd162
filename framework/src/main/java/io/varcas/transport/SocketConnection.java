package io.varcas.transport;

import io.varcas.transport.tls.TlsLayer;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection, with at most one exchange on it. Its loop's thread reads, and alone calls listeners; a request on an open connection
 * is written at once by whoever sends it, and only what the socket did not take is left to the loop.
 */
final class SocketConnection implements ResponseDecoder.Reader {

    private static final ByteBuffer[] NOTHING = {};

    private final SocketChannel channel;
    private final @Nullable TlsLayer tls;
    private final SocketLoop loop;
    private final IdleConnections idle;
    private final LongSupplier clock;
    private final long connectBy;
    private final Breakage breakage;
    private final Detour detour;
    private final Occupancy occupancy;
    private volatile long idleSince;

    // Of the loop's thread alone:
    private final ResponseDecoder decoder = new ResponseDecoder();
    private @Nullable SelectionKey key;
    private @Nullable ExchangeListener listener;
    private boolean connected;
    private boolean established;
    private @Nullable Throwable brokenBy;
    private long readAt;

    /**
     * Creates a connection that is about to be made for an exchange.
     *
     * @param channel connects, and does not block
     * @param tls encrypts, if anything is to
     * @param loop reads and calls listeners
     * @param idle takes the connection between exchanges
     * @param clock monotonic nanoseconds
     * @param connectBy when the connection is given up unless it stands, on that clock
     * @param breakage hears what is not the fault of this connection
     * @param detour another way to the server, where there is one
     * @param first its first exchange
     */
    SocketConnection(
            SocketChannel channel,
            @Nullable TlsLayer tls,
            SocketLoop loop,
            IdleConnections idle,
            LongSupplier clock,
            long connectBy,
            Breakage breakage,
            Detour detour,
            SocketExchange first) {
        this.channel = channel;
        this.tls = tls;
        this.loop = loop;
        this.idle = idle;
        this.clock = clock;
        this.connectBy = connectBy;
        this.breakage = breakage;
        this.detour = detour;
        this.occupancy = new Occupancy(first);
        first.carriedBy(this);
    }

    /** When the last exchange ended. */
    long idleSince() {
        return idleSince;
    }

    /** Hands the new connection to its loop; returns false if that has ended. */
    boolean open() {
        return loop.execute(() -> {
            try {
                key = channel.register(loop.selector(), SelectionKey.OP_CONNECT, this);
                connect();
            } catch (Throwable fault) {
                broken(fault);
            }
        });
    }

    /**
     * Begins an exchange on an idle connection; on any thread.
     *
     * @return false if the connection has turned out to be closed, and not a byte of the request was written
     */
    boolean begin(SocketExchange exchange) {
        if (!occupancy.take(exchange, tls == null)) {
            return false;
        }
        exchange.carriedBy(this);
        if (tls != null) {
            later(this::write);
            return true;
        }
        IOException broken = null;
        try {
            channel.write(exchange.request());
        } catch (IOException closedByServer) {
            broken = closedByServer;
        }
        return afterWrite(exchange, broken);
    }

    /** Closes the connection under an exchange, if it is still on it; on any thread. */
    void cancel(SocketExchange exchange) {
        later(() -> {
            if (occupancy.current() == exchange) {
                fail(new CancellationException("cancelled by the client"));
            }
        });
    }

    /** Closes an idle connection that nobody can take any more; on any thread. */
    void retire() {
        later(() -> fail(new CancellationException("idle for too long")));
    }

    /** Ends what is on the connection; on the loop's thread, like all that follows. */
    void transportClosed() {
        fail(new CancellationException("cancelled by the client"));
    }

    /** Gives up a connection that does not come about. */
    void tick() {
        if (!established && clock.getAsLong() - connectBy >= 0) {
            fail(new SocketTimeoutException("no connection within the time limit"));
        }
    }

    /** Does what the socket is ready for. */
    void ready(int operations) {
        try {
            if (!connected) {
                connect();
                return;
            }
            if ((operations & SelectionKey.OP_WRITE) != 0) {
                write();
            }
            if ((operations & SelectionKey.OP_READ) != 0 && channel.isOpen()) {
                read();
            }
        } catch (Throwable fault) {
            broken(fault);
        }
    }

    @Override
    public void head(int status, String contentType) {
        if (listener != null) {
            listener.head(readAt, status, contentType);
        }
    }

    @Override
    public void body(ByteBuffer piece) {
        if (listener != null) {
            listener.bytes(readAt, piece);
        }
    }

    private boolean afterWrite(SocketExchange exchange, @Nullable IOException broken) {
        switch (occupancy.written(exchange, broken != null)) {
            case WHOLE -> {
                return true;
            }
            case FREE -> idle.add(this);
            case PART -> later(this::write);
            // Without a fault of the write's own, the loop has closed the connection, and has told why.
            case BROKEN -> later(() -> fail(broken == null ? new ClosedChannelException() : broken));
            case SPENT -> later(this::closeChannel);
            case STALE -> {
                later(this::closeChannel);
                return false;
            }
        }
        return true;
    }

    private void connect() throws IOException {
        if (!channel.finishConnect()) {
            return;
        }
        connected = true;
        if (tls != null) {
            tls.begin();
        }
        write();
    }

    private void read() throws IOException {
        int count = loop.receive(channel);
        readAt = clock.getAsLong();
        ByteBuffer bytes = loop.received();
        if (tls != null) {
            tls.add(bytes);
            exchangeTls(tls);
        } else {
            decode(bytes);
        }
        if (count < 0 || (tls != null && tls.isEnded())) {
            ended();
        }
    }

    /** Writes what is to be written of the request, and waits for whatever comes next. */
    private void write() throws IOException {
        SocketExchange exchange = occupancy.current();
        if (tls != null) {
            exchangeTls(tls);
        } else if (exchange != null) {
            channel.write(exchange.request());
            established = true;
            await(!exchange.isSent());
        }
    }

    private void exchangeTls(TlsLayer layer) throws IOException {
        SocketExchange exchange = occupancy.current();
        layer.exchange(channel, exchange == null ? NOTHING : exchange.request(), this::decode);
        established = layer.isEstablished();
        await(layer.isBlocked());
    }

    private void await(boolean writable) {
        int operations = writable ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key != null && key.isValid() && key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    private void decode(ByteBuffer bytes) throws IOException {
        if (!bytes.hasRemaining()) {
            return;
        }
        SocketExchange exchange = occupancy.current();
        if (exchange == null) {
            fail(new IOException("the server sent data without a request"));
            return;
        }
        if (listener == null) {
            listener = exchange.listener();
        }
        decoder.read(bytes, this);
        if (decoder.isOver()) {
            finish(exchange, decoder.keepsConnection() && !bytes.hasRemaining() && !mayHaveMore());
        }
    }

    /** Returns whether bytes that follow the response may have arrived with it: they would be read as the next one. */
    private boolean mayHaveMore() {
        return tls == null ? loop.isFull() : tls.hasArrived();
    }

    /** Takes the end of the connection by the server. */
    private void ended() throws IOException {
        SocketExchange exchange = occupancy.current();
        if (exchange != null) {
            decoder.close();
            finish(exchange, false);
        } else {
            fail(new EOFException(ConnectFaults.NO_ANSWER));
        }
    }

    /** Ends an exchange; the connection is free before its listener hears of it, who may send the next request on it. */
    private void finish(SocketExchange exchange, boolean keep) {
        listener = null;
        decoder.reset();
        idleSince = readAt;
        if (occupancy.leave(keep)) {
            idle.add(this);
        } else if (occupancy.isClosed()) {
            closeChannel();
        }
        exchange.ended(readAt, breakage);
    }

    /** Takes what a step threw: faults of the server and the network end the connection, all others the transport as well. */
    private void broken(Throwable fault) {
        if (!(fault instanceof IOException
                || fault instanceof ResponseTooLongException
                || fault instanceof CancelledKeyException
                || fault instanceof UnresolvedAddressException)) {
            breakage.report(fault);
        }
        fail(fault);
    }

    /** Closes the connection. An exchange whose sender is still writing hears of it later, and of the first cause: the next is that it is closed. */
    private void fail(Throwable cause) {
        listener = null;
        if (brokenBy == null) {
            brokenBy = told(cause);
        }
        SocketExchange exchange = occupancy.close();
        closeChannel();
        boolean unreached = !connected && cause instanceof IOException;
        if (exchange != null && !(unreached && detour.take())) {
            exchange.failed(clock.getAsLong(), brokenBy, breakage);
        }
    }

    /** A connection that broke without a word, whether by its end or a reset, is told as such. */
    private Throwable told(Throwable cause) {
        boolean explained = cause instanceof SSLException
                || cause instanceof ProtocolException
                || cause instanceof SocketTimeoutException;
        boolean silent = connected && !decoder.hasBegun() && cause instanceof IOException && !explained;
        return silent ? new EOFException(ConnectFaults.NO_ANSWER) : cause;
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException broken) {
            // then it is closed all the more
        }
    }

    /** Runs a step on the loop's thread; once that has ended, nothing else runs, and the step may as well do so here. */
    private void later(Step step) {
        Runnable task = () -> {
            try {
                step.run();
            } catch (Throwable fault) {
                broken(fault);
            }
        };
        if (!loop.execute(task)) {
            task.run();
        }
    }

    /** Another way to the server, for the first exchange of a connection that did not come about. */
    interface Detour {

        /** Takes it; returns false if there is none. */
        boolean take();
    }

    /** A task on the loop's thread. */
    private interface Step {
        void run() throws IOException;
    }
}
