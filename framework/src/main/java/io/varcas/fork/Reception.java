package io.varcas.fork;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The launcher's port, at which its fork calls. Any program of the machine can connect to it: a caller that does not say the fork's token within a
 * second is dropped, and holds up nobody meanwhile.
 */
final class Reception implements AutoCloseable {

    private static final int GREETING_MILLIS = 1_000;
    private static final int BACKLOG = 50;
    private static final int MOST_AT_ONCE = 256;

    private final ServerSocket server;
    private final byte[] token;
    private final BlockingQueue<Caller> callers = new LinkedBlockingQueue<>();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final Executor afterGreeting = CompletableFuture.delayedExecutor(GREETING_MILLIS, TimeUnit.MILLISECONDS);

    /**
     * The fork.
     *
     * @param line the line to it
     * @param hello its first words
     */
    record Caller(Link line, LinkMessage.Hello hello) {}

    private Reception(ServerSocket server, String token) {
        this.server = server;
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Opens a port on the loopback interface.
     *
     * @param token what the fork will say
     * @throws IOException if there is no free port
     */
    static Reception open(String token) throws IOException {
        Reception reception = new Reception(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), token);
        start(reception::receive, "varcas-fork-calls");
        return reception;
    }

    int port() {
        return server.getLocalPort();
    }

    /** Waits for the fork; empty if it has not called in that time. Once it has, nobody else can connect. */
    Optional<Caller> await(long millis) throws InterruptedException, IOException {
        Optional<Caller> caller = Optional.ofNullable(callers.poll(millis, TimeUnit.MILLISECONDS));
        if (caller.isPresent()) {
            server.close();
        }
        return caller;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Caller unclaimed = callers.poll(); unclaimed != null; unclaimed = callers.poll()) {
            unclaimed.line().close();
        }
    }

    private void receive() {
        try {
            while (true) {
                Socket socket = server.accept();
                if (places.tryAcquire()) {
                    start(() -> greet(socket), "varcas-fork-greeting");
                } else {
                    socket.close();
                }
            }
        } catch (IOException closed) {
            // The fork is there, or nobody waits for it any more.
        }
    }

    private void greet(Socket socket) {
        AtomicBoolean settled = new AtomicBoolean();
        afterGreeting.execute(() -> {
            if (settled.compareAndSet(false, true)) {
                drop(socket);
            }
        });
        try {
            Link line = new Link(socket);
            LinkMessage.Hello hello = line.receiveHello();
            boolean known = MessageDigest.isEqual(token, hello.token().getBytes(StandardCharsets.UTF_8));
            if (settled.compareAndSet(false, true)) {
                if (known) {
                    callers.add(new Caller(line, hello));
                } else {
                    drop(socket);
                }
            }
        } catch (IOException stranger) {
            settled.set(true);
            drop(socket);
        } finally {
            places.release();
        }
    }

    private static void drop(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // So it is dropped.
        }
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
