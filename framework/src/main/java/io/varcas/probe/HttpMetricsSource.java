package io.varcas.probe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Reads {@code /metrics} over HTTP, on a connection apart from the load's. HTTP/1.1 is forced, as for every request to vLLM, and
 * redirects are followed, because vLLM mounts the page as an application that may redirect to itself with a slash.
 */
final class HttpMetricsSource implements MetricsSource {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(LIMIT)
            .build();
    private final HttpRequest request;

    HttpMetricsSource(URI server) {
        String base = server.toString();
        String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        request = HttpRequest.newBuilder(URI.create(root + "/metrics"))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(LIMIT)
                .build();
    }

    @Override
    public String read() throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() != 200) {
            throw new IOException(request.uri() + " answered " + answer.statusCode());
        }
        return answer.body();
    }
}
