package io.varcas.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets a server that listens on a loopback port be reached through a Unix-domain socket. */
public final class UnixRelay implements AutoCloseable {

    private final Path path;
    private final InetSocketAddress server;
    private final ServerSocketChannel listener;
    private final ConcurrentLinkedQueue<SocketChannel> channels = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();

    private UnixRelay(Path path, InetSocketAddress server) throws IOException {
        this.path = path;
        this.server = server;
        this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
    }

    /** Starts a relay from a socket of that path to a server. */
    public static UnixRelay start(Path path, URI server) throws IOException {
        UnixRelay relay = new UnixRelay(path, new InetSocketAddress(server.getHost(), server.getPort()));
        start(relay::accept);
        return relay;
    }

    public Target target() {
        return Target.parse("unix:" + path);
    }

    /** Connections accepted so far. */
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = listener.accept();
                SocketChannel there = SocketChannel.open(server);
                connections.incrementAndGet();
                channels.add(client);
                channels.add(there);
                start(() -> pump(client, there));
                start(() -> pump(there, client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void pump(SocketChannel from, SocketChannel to) {
        ByteBuffer bytes = ByteBuffer.allocate(8192);
        try (from;
                to) {
            while (from.read(bytes.clear()) >= 0) {
                bytes.flip();
                while (bytes.hasRemaining()) {
                    to.write(bytes);
                }
            }
        } catch (IOException closed) {
            // one side hung up, and so does the other
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "unix-relay");
        thread.setDaemon(true);
        thread.start();
    }
}
