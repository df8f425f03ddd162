package io.varcas.reports.html;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium with one tab, driven over its DevTools protocol. */
public final class Browser implements AutoCloseable {

    /** Set by CI, where a skipped test must not go unnoticed. */
    private static final String REQUIRED = "varcas.browser.required";

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_WAIT_SECONDS = 60;

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> calls;
    private final AtomicInteger ids = new AtomicInteger();
    private final List<JsonNode> events;

    private Browser(
            Process process, WebSocket socket, Map<Integer, CompletableFuture<JsonNode>> calls, List<JsonNode> events) {
        this.process = process;
        this.socket = socket;
        this.calls = calls;
        this.events = events;
    }

    /** Starts a browser; skips the test where there is none, unless {@value REQUIRED} is true: then it fails. */
    public static Browser start(Path profile) throws Exception {
        Optional<Path> program = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty() && Boolean.getBoolean(REQUIRED)) {
            fail(REQUIRED + " is true and no Chromium is on the PATH: apt-get install chromium");
        }
        Assumptions.assumeTrue(program.isPresent(), "no Chromium on the PATH: the page was not looked at in a browser");
        Process process = new ProcessBuilder(
                        program.get().toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--disable-dev-shm-usage",
                        "--remote-debugging-port=0",
                        "--remote-allow-origins=*",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest tabs = HttpRequest.newBuilder(URI.create("http://" + address(process) + "/json/list"))
                .build();
        JsonNode tab = JSON.readTree(
                        http.send(tabs, HttpResponse.BodyHandlers.ofString()).body())
                .path(0);
        Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
        List<JsonNode> events = new CopyOnWriteArrayList<>();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(tab.path("webSocketDebuggerUrl").asText()), new Messages(calls, events))
                .get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        Browser browser = new Browser(process, socket, calls, events);
        for (String domain : List.of("Runtime", "Log", "Network", "Page")) {
            browser.call(domain + ".enable", Map.of());
        }
        return browser;
    }

    private static String address(Process process) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains("DevTools listening on ws://")) {
                Thread rest = new Thread(() -> lines.lines().forEach(ignored -> {}), "chromium-stderr");
                rest.setDaemon(true);
                rest.start();
                return URI.create(line.substring(line.indexOf("ws://"))).getAuthority();
            }
        }
        throw new IOException("Chromium ended before it listened");
    }

    /** Puts messages together and hands them to whoever waits. */
    private record Messages(Map<Integer, CompletableFuture<JsonNode>> calls, List<JsonNode> events, StringBuilder part)
            implements WebSocket.Listener {

        Messages(Map<Integer, CompletableFuture<JsonNode>> calls, List<JsonNode> events) {
            this(calls, events, new StringBuilder());
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                accept(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void accept(String text) {
            try {
                JsonNode message = JSON.readTree(text);
                CompletableFuture<JsonNode> call =
                        calls.remove(message.path("id").asInt(-1));
                if (call == null) {
                    events.add(message);
                } else {
                    call.complete(message);
                }
            } catch (IOException malformed) {
                throw new java.io.UncheckedIOException(malformed);
            }
        }
    }

    /** Calls a method of the protocol and returns its result. */
    public JsonNode call(String method, Map<String, ?> params) throws Exception {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        calls.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(params));
        socket.sendText(message.toString(), true).get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        JsonNode result = answer.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        if (result.has("error")) {
            throw new IOException(method + ": " + result.path("error"));
        }
        return result.path("result");
    }

    /** Opens a file and waits until every chart is drawn that is not folded away. */
    void open(Path page, int charts) throws Exception {
        open(
                page.toUri(),
                "document.readyState === 'complete' && Number(document.documentElement.dataset.drawn) === " + charts
                        + " - [...document.querySelectorAll('.chart')].filter(e => e.clientWidth === 0).length");
    }

    /** Opens an address and waits until a condition holds in its page. */
    public void open(URI address, String condition) throws Exception {
        call("Page.navigate", Map.of("url", address.toString()));
        waitUntil(condition);
    }

    /** Waits until a condition holds in the page. */
    public void waitUntil(String condition) throws Exception {
        evaluate("new Promise((done, late) => { const until = Date.now() + 30000; (function look() {"
                + " if (" + condition + ") { done(true); }"
                + " else if (Date.now() > until) { late(new Error(document.body && document.body.innerText)); }"
                + " else { setTimeout(look, 20); } })(); })");
    }

    /** Returns the value of an expression in the page. */
    public JsonNode evaluate(String expression) throws Exception {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(result.path("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    /** What the page wrote to the console, and every other complaint of the browser. */
    public List<String> complaints() {
        return events.stream()
                .filter(event -> List.of("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
                        .contains(event.path("method").asText()))
                .map(JsonNode::toString)
                .toList();
    }

    /** Addresses the page asked for, other than itself. */
    List<String> requests() {
        return events.stream()
                .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
                .map(event -> event.at("/params/request/url").asText())
                .filter(url -> !url.startsWith("file:") && !url.startsWith("data:") && !url.equals("about:blank"))
                .toList();
    }

    @Override
    public void close() {
        socket.abort();
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        process.onExit().orTimeout(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS).join();
    }
}
