package io.varcas.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.varcas.transport.Target;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A server on a loopback port that responds to every request at once with the same short stream, in three writes. It
 * reads no request further than to its end. For the client to rehearse with, never to be measured.
 */
final class NullServer implements AutoCloseable {

    /** Tokens of its response. */
    static final int TOKENS = 8;

    private static final String EVENT =
            "data: {\"id\":\"chatcmpl-rehearsal\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"none\",";

    private final byte[] head = bytes("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
            + "transfer-encoding: chunked\r\n\r\n"
            + chunk(choice("{\"role\":\"assistant\",\"content\":\"\"}", "null")));
    private final byte[] text = bytes(chunk(choice("{\"content\":\" word\"}", "null")));
    private final byte[] tail = bytes(chunk(choice("{\"content\":\" word\"}", "null"))
                    .repeat(TOKENS - 2)
            + chunk(choice("{\"content\":\" word\"}", "\"length\""))
            + chunk(EVENT
                    + "\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":9,\"completion_tokens\":8}}\n\n")
            + chunk("data: [DONE]\n\n")
            + "0\r\n\r\n");

    private final ServerSocket listener;
    private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();

    private NullServer(ServerSocket listener) {
        this.listener = listener;
    }

    /**
     * Starts a server.
     *
     * @throws IOException if there is no port to be had
     */
    static NullServer start() throws IOException {
        NullServer server = new NullServer(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()));
        server.thread(server::accept);
        return server;
    }

    Target target() {
        String host = listener.getInetAddress().getHostAddress();
        return Target.parse("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                thread(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the rehearsal is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (skipRequest(in)) {
                out.write(head);
                out.write(text);
                out.write(tail);
            }
        } catch (IOException closed) {
            // the rehearsal is over
        }
    }

    /** Reads over a GET; returns whether there was one. */
    private static boolean skipRequest(InputStream in) throws IOException {
        int lineLength = 0;
        for (int letter = in.read(); letter >= 0; letter = in.read()) {
            if (letter == '\n') {
                if (lineLength == 0) {
                    return true;
                }
                lineLength = 0;
            } else if (letter != '\r') {
                lineLength++;
            }
        }
        return false;
    }

    private void thread(Runnable work) {
        Thread thread = new Thread(work, "varcas-rehearsal-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static String choice(String delta, String finish) {
        return EVENT + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finish
                + "}]}\n\n";
    }

    private static String chunk(String event) {
        return Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
