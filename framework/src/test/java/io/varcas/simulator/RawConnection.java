package io.varcas.simulator;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A socket, for what no HTTP client would do. */
final class RawConnection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    RawConnection(EmbeddedServer server) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), server.baseUri().getPort());
        socket.setSoTimeout(30_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    RawConnection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Returns a POST with its head. */
    static String post(String path, String body, String... headers) {
        StringBuilder head =
                new StringBuilder("POST " + path + " HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return head + "content-length: " + length + "\r\n\r\n" + body;
    }

    /** Reads until the text appears and returns everything before and with it, one character a byte. */
    String readTo(String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.length() < end.length() || read.indexOf(end, read.length() - end.length()) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after: " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** Reads until the server closes the connection. */
    String readAll() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
