package io.varcas.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Begins connections to one target, without blocking: over TCP, or through a Unix-domain socket. */
final class Dialer {

    private final Target target;
    private volatile @Nullable InetAddress address;

    Dialer(Target target) {
        this.target = target;
    }

    /**
     * Begins a connection; {@link SocketChannel#finishConnect} tells when it stands.
     *
     * @return a channel that does not block
     * @throws IOException if the host is unknown, or the system refuses the connection at once
     */
    SocketChannel dial() throws IOException {
        Path socket = target.socket().orElse(null);
        SocketChannel channel = socket == null ? SocketChannel.open() : SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (socket != null) {
                channel.connect(UnixDomainSocketAddress.of(socket)); // stands at once, or fails: nothing is under way
            } else {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.connect(new InetSocketAddress(address(), target.port()));
            }
            return channel;
        } catch (IOException | RuntimeException fault) {
            address = null;
            channel.close();
            throw fault;
        }
    }

    /** Looks the host up once, and again after a failure: a look-up takes its time, which the schedule of a load has not. */
    private InetAddress address() throws IOException {
        InetAddress known = address;
        if (known == null) {
            known = InetAddress.getByName(target.host());
            address = known;
        }
        return known;
    }
}
