package io.varcas.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Begins connections to one target, without blocking: over TCP, or through a Unix-domain socket. Of a name with several addresses it
 * goes on with the next when one cannot be reached, and stays with that.
 */
final class Dialer {

    /** Looks names up. */
    interface Names {
        InetAddress[] look(String host) throws UnknownHostException;
    }

    private final Target target;
    private final Names names;

    // Guarded by this:
    private InetAddress @Nullable [] addresses;
    private int current;

    Dialer(Target target) {
        this(target, InetAddress::getAllByName);
    }

    Dialer(Target target, Names names) {
        this.target = target;
        this.names = names;
    }

    /**
     * Begins a connection; {@link SocketChannel#finishConnect} tells when it stands.
     *
     * @return a channel that does not block
     * @throws IOException if the host is unknown, or the system refuses the connection at once
     */
    SocketChannel dial() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return begin();
            } catch (IOException unreachable) {
                if (attempt >= choices()) {
                    forget();
                    throw unreachable;
                }
            }
        }
    }

    private SocketChannel begin() throws IOException {
        Path socket = target.socket().orElse(null);
        SocketChannel channel = socket == null ? SocketChannel.open() : SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (socket != null) {
                channel.connect(UnixDomainSocketAddress.of(socket)); // stands at once, or fails: nothing is under way
            } else {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                connect(channel, address());
            }
            return channel;
        } catch (IOException | RuntimeException fault) {
            channel.close();
            throw fault;
        }
    }

    private void connect(SocketChannel channel, InetAddress address) throws IOException {
        try {
            channel.connect(new InetSocketAddress(address, target.port()));
        } catch (IOException unreachable) {
            giveUp(address);
            throw unreachable;
        }
    }

    /** How many addresses there are to try, as far as is known. */
    synchronized int choices() {
        return addresses == null ? 1 : addresses.length;
    }

    /** Goes on with the next address, unless another connection has done so since this one was begun. */
    synchronized void giveUp(@Nullable InetAddress unreachable) {
        InetAddress[] known = addresses;
        if (known != null && known[current].equals(unreachable)) {
            current = (current + 1) % known.length;
        }
    }

    private synchronized void forget() {
        addresses = null;
        current = 0;
    }

    /** Looks the host up once, and again after a failure: a look-up takes its time, which the schedule of a load has not. */
    private synchronized InetAddress address() throws IOException {
        InetAddress[] known = addresses;
        if (known == null) {
            known = names.look(target.host());
            addresses = known;
            current = 0;
        }
        return known[current];
    }
}
