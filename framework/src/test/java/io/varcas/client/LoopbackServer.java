package io.varcas.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.varcas.transport.Target;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server of plain sockets on a loopback port, that does to each connection what a test tells it to. */
public final class LoopbackServer implements AutoCloseable {

    /** What happens on a connection; it is closed when this returns or throws. */
    @FunctionalInterface
    public interface Script {
        void play(Conversation conversation) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    private LoopbackServer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
    }

    /** Starts a server that plays the script on every connection. */
    public static LoopbackServer start(Script script) throws IOException {
        return start(new ServerSocket(0, 4096, InetAddress.getLoopbackAddress()), script);
    }

    /** Starts a server on a socket of the test's own, such as one of TLS. */
    public static LoopbackServer start(ServerSocket listener, Script script) {
        LoopbackServer server = new LoopbackServer(listener, script);
        Thread thread = new Thread(server::accept, "loopback");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    public Target target() {
        return Target.parse("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Heads and bodies of the requests received so far. */
    public List<String> requests() {
        return requests;
    }

    /** Connections accepted so far. */
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                Thread thread = new Thread(() -> play(socket), "loopback-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void play(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            script.play(new Conversation(socket));
        } catch (IOException | InterruptedException over) {
            // the client hung up, or the test is over
        }
    }

    /** One connection, seen from the server. */
    public final class Conversation {

        private final Socket socket;
        private final InputStream in;

        Conversation(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        /** Waits for a request; returns its head and body, or null if the client closed the connection. */
        public @Nullable String request() throws IOException {
            StringBuilder text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0) {
                int letter = in.read();
                if (letter < 0) {
                    return null;
                }
                text.append((char) letter);
            }
            int length = text.toString()
                    .toLowerCase(Locale.ROOT)
                    .lines()
                    .filter(line -> line.startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
            text.append(new String(in.readNBytes(length), ISO_8859_1));
            requests.add(text.toString());
            return text.toString();
        }

        /** Sends text as it stands. */
        public void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        }

        /** Sends the head of an event stream. */
        public void sendStreamHead() throws IOException {
            send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        /** Sends a chunk of a chunked body. */
        public void sendChunk(String text) throws IOException {
            send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
        }

        /** Ends a chunked body. */
        public void sendLastChunk() throws IOException {
            send("0\r\n\r\n");
        }

        /** Sends a whole streamed answer of some tokens. */
        public void sendAnswer(int tokens) throws IOException {
            sendStreamHead();
            for (int i = 0; i < tokens; i++) {
                sendChunk(Chunks.content("word "));
            }
            sendChunk(Chunks.finish() + Chunks.usage(5, tokens) + Chunks.DONE);
            sendLastChunk();
        }

        /** Sends a whole answer of JSON. */
        public void sendJson(int status, String json) throws IOException {
            send("HTTP/1.1 " + status + " Said\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                    + "\r\n\r\n" + json);
        }

        /** Breaks the connection by a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the client closes the connection; returns whether it did so. */
        public boolean awaitClose() {
            try {
                while (in.read() >= 0) {
                    // what still arrives is not looked at
                }
                return true;
            } catch (IOException reset) {
                return true;
            }
        }
    }
}
