package io.varcas.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Side;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonJsonTest {

    private static Side side(String name, double ttft, double p95, int runs) {
        return new Side(
                name,
                IntStream.range(0, runs)
                        .mapToObj(i -> TestRun.of("ttft.p50", ttft + 0.1 * i)
                                .with("ttft.p95", p95)
                                .with("rate.offered", 5)
                                .seed(i)
                                .build())
                        .toList());
    }

    private static String json(Side a, Side b) throws IOException {
        Comparison comparison = Comparison.of(a, b, CompareOptions.DEFAULT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ComparisonJson().write(comparison, Optional.of(AcceptanceRule.NOT_WORSE.decide(comparison, b)), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String candidates() throws IOException {
        Candidates candidates = Candidates.of(
                side("A", 10, 20, 8),
                List.of(side("B", 10, 20, 8), side("C", 12, 20, 8)),
                CompareOptions.DEFAULT,
                AcceptanceRule.NOT_WORSE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ComparisonJson().write(candidates, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void holdsSeveralCandidatesInOneDocument() throws IOException {
        JsonNode json = new ObjectMapper().readTree(candidates());
        assertThat(json.path("confidence").asDouble()).isEqualTo(0.95);
        assertThat(json.at("/candidates/0/candidate").asText()).isEqualTo("B");
        assertThat(json.at("/candidates/1/candidate").asText()).isEqualTo("C");
        assertThat(json.at("/candidates/0/confidence").asDouble()).isEqualTo(0.975);
        assertThat(json.at("/candidates/1/decision").asText()).isEqualTo("rejected");
    }

    @Test
    void reportsTheSameAsTheComparison() throws IOException {
        JsonNode json = new ObjectMapper().readTree(json(side("A", 10, 20, 6), side("B", 12, 20, 6)));
        assertThat(json.path("verdict").asText()).isEqualTo("worse");
        assertThat(json.path("decision").asText()).isEqualTo("rejected");
        JsonNode ttft = json.path("trials").get(0).path("metrics").path("ttft.p50");
        assertThat(ttft.path("baseline").path("values")).hasSize(6);
        assertThat(ttft.path("change").asDouble()).isBetween(0.19, 0.21);
        assertThat(ttft.path("adjustedP").asDouble()).isEqualTo(2.0 / 64);
        assertThat(json.path("trials")
                        .get(0)
                        .path("context")
                        .path("rate.offered")
                        .has("verdict"))
                .isFalse();
    }

    @Test
    void followsItsSchema() throws IOException {
        List<String> texts = List.of(
                json(side("A", 10, 20, 6), side("B", 12, 20, 6)),
                json(side("A", 10, 20, 6), side("B", 12, Double.POSITIVE_INFINITY, 6)),
                json(side("A", 10, 20, 1), side("B", 12, 20, 1)),
                candidates());
        try (InputStream file = ComparisonJson.class.getResourceAsStream("comparison.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(file, InputFormat.JSON);
            for (String text : texts) {
                assertThat(schema.validate(text, InputFormat.JSON)).isEmpty();
            }
            assertThat(schema.validate(texts.get(0).replace("\"worse\"", "\"awful\""), InputFormat.JSON))
                    .isNotEmpty();
        }
    }
}
