package io.varcas.accuracy.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.accuracy.CorpusScorer;
import io.varcas.accuracy.Scorer;
import io.varcas.accuracy.TextScorer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the scorers to the scores of their reference implementations on 500 pairs; {@code golden.py} generated them. */
class GoldenScoresTest {

    private static final double FOUR_DECIMALS = 5e-5;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "exact-match, em",
        "squad-f1, f1",
        "rouge-1, rouge1",
        "rouge-2, rouge2",
        "rouge-l, rougeL",
        "rouge-lsum, rougeLsum",
        "bleu, bleu",
        "chrf, chrf",
    })
    void agreesWithTheReferenceImplementation(String name, String field) throws IOException {
        TextScorer scorer = scorer(name);
        List<String> disagreements = new ArrayList<>();
        List<JsonNode> pairs = lines().subList(1, 501);
        for (JsonNode pair : pairs) {
            double score = scorer.score(pair.path("output").asText(), references(pair));
            if (!(Math.abs(score - pair.path(field).asDouble()) < FOUR_DECIMALS)) {
                disagreements.add(score + " for " + pair);
            }
        }
        assertThat(disagreements).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"bleu, corpusBleu, bleuSignature", "chrf, corpusChrf, chrfSignature"})
    void scoresAWholeCorpusAsSacrebleuDoes(String name, String field, String signature) throws IOException {
        CorpusScorer scorer = (CorpusScorer) scorer(name);
        double[] sums = new double[0];
        for (JsonNode pair : lines().subList(1, 501)) {
            if (references(pair).size() == 1) {
                double[] counts = scorer.counts(pair.path("output").asText(), references(pair));
                sums = sums.length == 0 ? new double[counts.length] : sums;
                for (int i = 0; i < counts.length; i++) {
                    sums[i] += counts[i];
                }
            }
        }
        JsonNode head = lines().get(0);
        assertThat(scorer.corpusScore(sums)).isCloseTo(head.path(field).asDouble(), within(FOUR_DECIMALS));
        assertThat(scorer.signature(1)).isEqualTo(head.path(signature).asText());
    }

    @Test
    void hasPairsOfEveryKind() throws IOException {
        List<JsonNode> pairs = lines().subList(1, 501);
        assertThat(pairs).hasSize(500);
        assertThat(pairs).anyMatch(pair -> pair.path("output").asText().isEmpty());
        assertThat(pairs).anyMatch(pair -> pair.path("output").asText().contains("日本"));
        assertThat(pairs).anyMatch(pair -> references(pair).size() == 3);
        assertThat(pairs).anyMatch(pair -> pair.path("output").asText().contains("\n"));
    }

    private static TextScorer scorer(String name) {
        return (TextScorer) Scorer.extensions().named(name, GoldenScoresTest.class.getClassLoader());
    }

    private static List<String> references(JsonNode pair) {
        List<String> references = new ArrayList<>();
        pair.path("references").forEach(one -> references.add(one.asText()));
        return references;
    }

    private static List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(
                        Objects.requireNonNull(GoldenScoresTest.class.getResourceAsStream("golden.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(json.readTree(line));
            }
        }
        return lines;
    }
}
