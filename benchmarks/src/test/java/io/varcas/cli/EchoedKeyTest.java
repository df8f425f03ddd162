package io.varcas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that sends back the key it was sent, in errors, headers, outputs and what it says of itself. */
@Timeout(240)
class EchoedKeyTest {

    private static final String KEY = "sk-8Q2vLx0pTz";
    private static final String TOKEN = "team-5Jw9Rb3nYc";

    private final AtomicInteger chats = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void isInNothingThatARunLeaves() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("VARCAS_API_KEY", KEY, "TEAM_TOKEN", TOKEN);
        String formats = "csv,hlog,html,jmh,json,junit,md,svg,text";
        String[] run = ("ChatLow -target http://127.0.0.1:"
                        + server.getAddress().getPort()
                        + " -header X-Team-Token=${TEAM_TOKEN} -f 1 -wi 0 -i 1 -r 3s -to 5s -v EXTRA -record"
                        + " -prof server-metrics -p rate=20 -p inputTokens=5 -p outputTokens=5 -out " + folder
                        + " -rf " + formats)
                .split(" ");
        try (ChildClient client = ChildClient.start(folder, environment, run)) {
            client.await();
            assertThat(client.printed()).contains("# Run complete").doesNotContain("ERROR");
        }
        assertThat(chats.get()).as("chats").isGreaterThan(14);

        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> left = files.filter(Files::isRegularFile).toList();
            assertThat(left).extracting(file -> file.getFileName().toString()).contains("result.json", "console.txt");
            assertThat(left)
                    .as("files in which an echo was redacted")
                    .filteredOn(file -> text(file).contains("(redacted key)"))
                    .extracting(file -> file.getFileName().toString())
                    .contains("result.json", "requests.jsonl.gz", "console.txt");
            assertThat(left).allSatisfy(file -> assertThat(text(file)).doesNotContain(KEY, TOKEN));
        }
    }

    private static String text(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (file.toString().endsWith(".gz")) {
                try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                    bytes = in.readAllBytes();
                }
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(file.toString(), unreadable);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String echo = exchange.getRequestHeaders().getFirst("Authorization") + " "
                + exchange.getRequestHeaders().getFirst("X-Team-Token");
        exchange.getResponseHeaders().add("X-Echo", echo);
        exchange.getResponseHeaders().add("Server", echo);
        switch (exchange.getRequestURI().getPath()) {
            case "/v1/models" ->
                send(
                        exchange,
                        200,
                        "application/json",
                        "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"object\":\"model\",\"owned_by\":\"" + echo
                                + "\",\"root\":\"" + echo + "\",\"max_model_len\":8192}]}");
            case "/version" -> send(exchange, 200, "application/json", "{\"version\":\"1.0 " + echo + "\"}");
            case "/metrics" ->
                send(
                        exchange,
                        200,
                        "text/plain",
                        "# TYPE vllm:num_requests_running gauge\nvllm:num_requests_running{model_name=\"" + echo
                                + "\"} 1\n" + echo + "\n");
            case "/v1/chat/completions" -> chat(exchange, echo);
            default -> send(exchange, 404, "text/plain", "there is no such path for " + echo);
        }
    }

    private void chat(HttpExchange exchange, String echo) throws IOException {
        int half = echo.length() / 2;
        String halves = chunk("id", echo.substring(0, half)) + chunk("id", echo.substring(half));
        switch (chats.getAndIncrement() % 7) {
            case 0 -> send(exchange, 500, "application/json", "{\"error\":{\"message\":\"no key " + echo + "\"}}");
            case 1 -> send(exchange, 429, "text/html", "<html>too many of " + echo + "</html>");
            case 2 -> send(exchange, 200, "text/" + KEY, chunk(echo, "a") + end());
            case 3 ->
                send(exchange, 200, "text/event-stream", chunk("id", "a") + "event: error\ndata: " + echo + "\n\n");
            case 4 ->
                send(
                        exchange,
                        200,
                        "text/event-stream",
                        "data: {\"error\":{\"message\":\"" + echo.replace("sk-", "\\u0073k-") + "\"}}\n\n");
            case 5 -> send(exchange, 200, "text/event-stream", "data: " + echo + "\n\n");
            default -> send(exchange, 200, "text/event-stream", halves + end());
        }
    }

    private static String chunk(String id, String text) {
        return "data: {\"id\":\"" + id + "\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
                + "\"},\"finish_reason\":null}]}\n\n";
    }

    private static String end() {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n";
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
