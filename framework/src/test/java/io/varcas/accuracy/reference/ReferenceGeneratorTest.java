package io.varcas.accuracy.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.GroundTruthReader;
import io.varcas.setting.type.SettingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceGeneratorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> KEYS =
            Map.of("OPENAI_API_KEY", "sk-openai-secret", "ANTHROPIC_API_KEY", "sk-anthropic-secret");
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final List<String> PROMPTS = List.of("Say a.", "Say b.", "Say a.");

    /** One request that arrived. */
    private record Call(String path, Map<String, List<String>> headers, JsonNode body) {

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private Instant now = NOW;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksAnOpenAiServerOnceForEachPrompt() throws Exception {
        List<Reference> references = generate(options("openai", "m", 64));
        assertThat(references).extracting(Reference::prompt).containsExactly("Say a.", "Say b.");
        assertThat(references)
                .extracting(reference -> reference.reply().orElseThrow().text())
                .containsExactly("out of Say a.", "out of Say b.");
        assertThat(references.get(0).reply().orElseThrow().outputTokens()).hasValue(7);
        assertThat(calls).hasSize(2);
        Call call = calls.get(0);
        assertThat(call.path()).isEqualTo("/v1/chat/completions");
        assertThat(call.header("Authorization")).isEqualTo("Bearer sk-openai-secret");
        assertThat(call.body().path("temperature").asDouble(-1)).isZero();
        assertThat(call.body().path("max_tokens").asInt()).isEqualTo(64);
        assertThat(call.body().path("model").asText()).isEqualTo("m");
    }

    @Test
    void asksAnthropicInItsOwnFormat() throws Exception {
        List<Reference> references = generate(options("anthropic", "claude", 64));
        assertThat(references.get(0).reply().orElseThrow().text()).isEqualTo("out of Say a.");
        assertThat(references.get(0).reply().orElseThrow().inputTokens()).hasValue(5);
        Call call = calls.get(0);
        assertThat(call.path()).isEqualTo("/v1/messages");
        assertThat(call.header("X-api-key")).isEqualTo("sk-anthropic-secret");
        assertThat(call.header("Anthropic-version")).isEqualTo("2023-06-01");
        assertThat(call.header("Authorization")).isEmpty();
    }

    @Test
    void asksNothingTwiceUnlessSomethingChanged() throws Exception {
        generate(options("openai", "m", 64));
        List<Reference> again = generate(options("openai", "m", 64));
        assertThat(again).extracting(Reference::fromCache).containsOnly(true);
        assertThat(again.get(1).reply().orElseThrow().text()).isEqualTo("out of Say b.");
        assertThat(calls).hasSize(2);

        generate(options("openai", "m", 65));
        assertThat(calls).as("another length").hasSize(4);
        generate(options("openai", "other", 64));
        assertThat(calls).as("another model").hasSize(6);
        generate(options("anthropic", "m", 64));
        assertThat(calls).as("another provider").hasSize(8);

        now = NOW.plus(Duration.ofDays(31));
        generate(options("openai", "m", 64));
        assertThat(calls).as("too old").hasSize(10);
    }

    @Test
    void goesOnAfterAProcessThatWasKilledWhileItWrote() throws Exception {
        failures.addAll(List.of(0, 400)); // the second prompt gets none
        assertThat(generate(oneAtATime()))
                .extracting(Reference::error)
                .containsExactly(Optional.empty(), Optional.of("openai /chat/completions: HTTP 400 no luck"));
        Path cache;
        try (Stream<Path> files = Files.list(folder)) {
            cache = files.findFirst().orElseThrow();
        }
        Files.writeString(cache, "{\"key\":\"torn", StandardOpenOption.APPEND);
        calls.clear();
        assertThat(generate(oneAtATime())).extracting(Reference::fromCache).containsExactly(true, false);
        assertThat(generate(oneAtATime())).extracting(Reference::fromCache).containsOnly(true);
        assertThat(calls).hasSize(1);
    }

    /** Keys made by Python: {@code hashlib.sha256(b"openai:m:0.0:Say a.").hexdigest()[:32]}. */
    @Test
    void readsTheCacheOfThePythonGenerator() throws Exception {
        Files.writeString(folder.resolve("openai_m_cache.json"), """
            {"71fd05cc22b24f051d40da5cd957a446": {"reference": "kept", "tokens_input": 3, "tokens_generated": 4,
             "cached_at": "2026-11-20T08:00:00.123456"},
             "47e8e0cd9fe45252e03b4d34affafa11": {"reference": "old", "cached_at": 1700000000.5}}
            """);
        List<Reference> references = generate(options("openai", "m", 2048));
        assertThat(references).extracting(Reference::fromCache).containsExactly(true, false);
        assertThat(references.get(0).reply().orElseThrow().text()).isEqualTo("kept");
        assertThat(references.get(0).reply().orElseThrow().outputTokens()).hasValue(4);
        assertThat(generate(options("openai", "m", 64)))
                .as("the Python generator asked for 2,048 tokens")
                .extracting(Reference::fromCache)
                .containsExactly(false, false);
    }

    @Test
    void triesAgainAsLongAsTheProviderDemandsOrTwiceAsLongEachTime() throws Exception {
        failures.addAll(List.of(503, 500, 429));
        assertThat(generate(oneAtATime())).extracting(Reference::error).containsOnly(Optional.empty());
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(9));

        pauses.clear();
        failures.addAll(List.of(401));
        assertThat(generate(options("openai", "new", 64)).stream()
                        .filter(one -> one.error().isPresent()))
                .hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void writesFilesThatAreGroundTruthAndHoldNoKey() throws Exception {
        ReferenceOptions options = options("openai", "m", 64);
        List<Reference> references = generate(options);
        for (String name : List.of("truth.jsonl", "truth.json")) {
            Path file = folder.resolve(name);
            assertThat(ReferenceFile.write(file, references, options)).isEqualTo(2);
            List<GroundTruthItem> items = GroundTruthReader.read(
                            file.toString(), getClass().getClassLoader())
                    .items();
            assertThat(items).extracting(GroundTruthItem::prompt).containsExactly("Say a.", "Say b.");
            assertThat(items).extracting(GroundTruthItem::type).containsOnly("chat");
            assertThat(items.get(0).extras().referenceTokens()).hasValue(7);
        }
        assertThat(Files.readString(folder.resolve("truth.json")))
                .contains(
                        "\"example_id\" : \"chat:gt_0000\"",
                        "\"validation_type\" : \"chat\"",
                        "\"from_cache\" : false");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain("secret");
            }
        }
    }

    @Test
    void infersTheTypeOfATask() {
        assertThat(ReferenceFile.type("Context: x. Question?")).isEqualTo("rag");
        assertThat(ReferenceFile.type("x".repeat(1001))).isEqualTo("rag");
        assertThat(ReferenceFile.type("def f():")).isEqualTo("code");
        assertThat(ReferenceFile.type("Write code that sorts.")).isEqualTo("code");
        assertThat(ReferenceFile.type("Hello")).isEqualTo("chat");
    }

    @Test
    void knowsWhatCallsCost() {
        PriceTable.Price price =
                PriceTable.read(Optional.empty()).find("openai", "gpt-4o").orElseThrow();
        assertThat(price.costUsd(1_000_000, 100_000)).isEqualTo(3.5);
        assertThat(price.asOf()).isNotBlank();
        assertThat(PriceTable.read(Optional.empty()).find("openai", "nothing")).isEmpty();
    }

    @Test
    void tellsWhatIsWrongWithAProvider() {
        assertThatThrownBy(() -> Provider.of("opnai"))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("unknown provider \"opnai\"; did you mean \"openai\"?");
        assertThatThrownBy(() -> Provider.of("claude").key(Map.of()))
                .hasMessage("provider anthropic needs a key; set the environment variable ANTHROPIC_API_KEY or"
                        + " CLAUDE_API_KEY");
        assertThat(Provider.of("http://gpu:8000/").base()).isEqualTo(URI.create("http://gpu:8000/v1"));
        assertThat(Provider.of("https://gateway/team/v1").base()).isEqualTo(URI.create("https://gateway/team/v1"));
        assertThatThrownBy(() -> Provider.of("http://me:pass@gpu:8000"))
                .hasMessageNotContaining("pass@")
                .hasMessageContaining("VARCAS_PROVIDER_KEY");
    }

    private List<Reference> generate(ReferenceOptions options) throws Exception {
        Retries retries = new Retries(4, Duration.ofSeconds(1), Duration.ofMinutes(1), pauses::add);
        ProviderClient client = new ProviderClient(options.provider(), KEYS, retries);
        InstantSource clock = () -> now;
        return new ReferenceGenerator(options, client, clock).generate(PROMPTS, (done, total) -> {});
    }

    private ReferenceOptions options(String provider, String model, int maxTokens) {
        URI base = URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/v1");
        return new ReferenceOptions(
                Provider.of(provider).at(base), model, 0, maxTokens, 2, Optional.of(folder), Duration.ofDays(30));
    }

    private ReferenceOptions oneAtATime() {
        ReferenceOptions two = options("openai", "m", 64);
        return new ReferenceOptions(two.provider(), "m", 0, 64, 1, two.cache(), two.ttl());
    }

    private void serve(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        calls.add(new Call(exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()), body));
        int failure = failures.isEmpty() ? 0 : failures.remove(0);
        String text = "out of " + body.path("messages").path(0).path("content").asText();
        String reply = exchange.getRequestURI().getPath().endsWith("/messages")
                ? "{\"content\":[{\"type\":\"text\",\"text\":\"" + text
                        + "\"}],\"usage\":{\"input_tokens\":5,\"output_tokens\":7}}"
                : "{\"choices\":[{\"message\":{\"content\":\"" + text
                        + "\"}}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":7}}";
        byte[] bytes =
                (failure == 0 ? reply : "{\"error\":{\"message\":\"no luck\"}}").getBytes(StandardCharsets.UTF_8);
        if (failure == 429) {
            exchange.getResponseHeaders().add("Retry-After", "9");
        }
        exchange.sendResponseHeaders(failure == 0 ? 200 : failure, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
