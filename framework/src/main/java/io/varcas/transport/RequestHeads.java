package io.varcas.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes the heads of requests to one target; all of a route's are alike but for the length of the body. */
final class RequestHeads {

    private static final String END = "\r\n\r\n";

    private final Target target;
    private final Map<String, byte[]> beginnings = new ConcurrentHashMap<>();

    RequestHeads(Target target) {
        this.target = target;
    }

    /** Returns the head of a request, to be written before its body. */
    ByteBuffer of(WireRequest request) {
        byte[] beginning =
                beginnings.computeIfAbsent(request.method() + ' ' + request.path(), route -> beginning(request));
        if (request.method().equals("GET")) {
            return ByteBuffer.wrap(beginning);
        }
        byte[] end = (request.size() + END).getBytes(ISO_8859_1);
        return ByteBuffer.allocate(beginning.length + end.length)
                .put(beginning)
                .put(end)
                .flip();
    }

    private byte[] beginning(WireRequest request) {
        URI uri = target.uri(request.path());
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery();
        StringBuilder own = new StringBuilder();
        target.headers()
                .values()
                .forEach((name, value) ->
                        own.append(name).append(": ").append(value).append("\r\n"));
        String key = target.apiKey()
                .filter(secret -> !target.headers().has("Authorization"))
                .map(ApiKey::authorization)
                .map(value -> "Authorization: " + value + "\r\n")
                .orElse("");
        String common = request.method() + ' ' + path + query + " HTTP/1.1\r\nHost: " + uri.getRawAuthority() + "\r\n"
                + (target.headers().has("User-Agent") ? "" : "User-Agent: varcas\r\n") + key + own;
        String end = request.method().equals("GET") ? "\r\n" : "Content-Type: application/json\r\nContent-Length: ";
        return (common + end).getBytes(ISO_8859_1);
    }
}
