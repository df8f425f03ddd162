package io.varcas.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Calls a server with the JDK's own client, so that the server is not tested with ours alone. */
final class Caller {

    static final String CHAT = "/v1/chat/completions";
    static final String COMPLETIONS = "/v1/completions";

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;

    Caller(EmbeddedServer server) {
        base = server.baseUri();
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET().build());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Returns the JSON of every event before {@code [DONE]}, which must end the stream. */
    List<JsonNode> stream(String path, String body) throws IOException, InterruptedException {
        return events(post(path, body).body());
    }

    static List<JsonNode> events(String stream) {
        List<String> events = List.of(stream.split("\r?\n\r?\n"));
        if (!events.get(events.size() - 1).equals("data: [DONE]")) {
            throw new AssertionError("no [DONE] at the end of: " + stream);
        }
        return events.subList(0, events.size() - 1).stream()
                .map(event -> json(event.substring("data: ".length())))
                .toList();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new AssertionError(text, malformed);
        }
    }

    /** Returns the body of an answer captured from vLLM 0.32.0. */
    static String captured(String name) {
        URL ours = Caller.class.getResource("samples/" + name);
        URL found = ours != null ? ours : Caller.class.getResource("/io/varcas/client/samples/" + name);
        try (InputStream in = Objects.requireNonNull(found, name).openStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.startsWith("HTTP/") ? text.substring(text.indexOf("\r\n\r\n") + 4) : text;
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
