package io.varcas.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.accuracy.TextScorer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroundTruthRuleTest {

    private static final String SUMS = "dataset = \"ground-truth/sums.jsonl\"";

    @Test
    void acceptsAResourceOfTheClassPathAndFillsInDefaults() {
        assertThat(settings(SUMS)).containsOnlyKeys("groundTruth.dataset");
    }

    @Test
    void acceptsAFile(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("sums.jsonl"));
        String name = file.toString().replace('\\', '/');
        assertThat(settings("dataset = \"%s\", threshold = 1, maxTokens = 9".formatted(name)))
                .containsEntry("groundTruth.dataset", name)
                .containsEntry("groundTruth.threshold", "1")
                .containsEntry("groundTruth.maxTokens", "9");
    }

    @Test
    void leavesNamesToTheRunThatTheCompilerCannotLookUp() {
        assertThat(settings("dataset = \"my sums.jsonl\"")).containsEntry("groundTruth.dataset", "my sums.jsonl");
    }

    @Test
    void acceptsScorersOfOnesOwn() {
        Compiled compiled = Expect.accepted("""
            package b;
            import java.util.List;
            public class Length implements io.varcas.accuracy.TextScorer {
                @Override public String name() { return "length"; }
                @Override public double score(String answer, List<String> references) { return 1; }
            }
            """, chat("@GroundTruth(%s, scorer = \"b.Length\")".formatted(SUMS)));
        assertThat(compiled.runner("a.Chat_Runner").spec().settings()).containsEntry("groundTruth.scorer", "b.Length");
    }

    @Test
    void acceptsSeveralScorersForOneTruth() {
        assertThat(settings(SUMS + ", scorer = {GroundTruth.ROUGE_L, \"bleu\"}"))
                .containsEntry("groundTruth.scorer", "rouge-l bleu");
    }

    @Test
    void acceptsWhatSeveralPlacesSayTogether() {
        Compiled compiled = Expect.accepted(chat("@GroundTruth(threshold = 0.9) @Graded")
                + "@GroundTruth(dataset = \"ground-truth/sums.jsonl\", scorer = GroundTruth.EXACT_MATCH)"
                + " @interface Graded {}");
        assertThat(compiled.runner("a.Chat_Runner").spec().settings())
                .containsEntry("groundTruth.dataset", "ground-truth/sums.jsonl")
                .containsEntry("groundTruth.scorer", "exact-match")
                .containsEntry("groundTruth.threshold", "0.9")
                .doesNotContainKey("groundTruth.maxTokens");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/*GTR001*/@GroundTruth(threshold = 0.5) | @GroundTruth has no dataset; add dataset = \"....jsonl\", a"
                        + " resource or file of prompts and references",
                "@GroundTruth(SUMS, scorer = /*GTR003*/\"a.Chat\") | scorer a.Chat does not implement"
                        + " io.varcas.accuracy.Scorer",
                "@GroundTruth(SUMS, threshold = /*SET001*/75) | groundTruth.threshold = \"75\": must be a number from"
                        + " 0 to 1; did you mean 0.75?",
                "@GroundTruth(SUMS, threshold = /*SET001*/-0.1) | groundTruth.threshold = \"-0.1\": must be a number"
                        + " from 0 to 1; did you mean 0.1?",
                "@GroundTruth(SUMS, maxTokens = /*SET001*/0) | groundTruth.maxTokens = \"0\": must be a whole number"
                        + " from 1 to 1000000; did you mean 1?",
            })
    void refusesOthers(String annotation, String text) {
        Expect.refused(chat(annotation.replace("SUMS", SUMS)), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@GroundTruth(SUMS, scorer = /*GTR002*/\"roug-l\") | unknown scorer \"roug-l\"; did you mean"
                        + " \"rouge-l\"?",
                "@GroundTruth(SUMS, scorer = /*GTR002*/\"a.Missing\") | unknown scorer \"a.Missing\"; known are bleu,"
                        + " by-type, choice, chrf, code-execution, end, exact-match, first-letter, gsm8k-flexible,"
                        + " gsm8k-strict, json-schema, length, llm-judge, llm-judge-pairwise, perplexity, regex, reported-tokens,"
                        + " rouge-1, rouge-2, rouge-l, rouge-lsum, semantic, squad-f1, tool-calls, and the class path of"
                        + " the run may hold others",
            })
    void warnsOfNamesThatOnlyTheRunCanKnow(String annotation, String text) {
        Expect.warned(chat(annotation.replace("SUMS", SUMS)), text);
    }

    /** A scorer of one class and one line in {@code META-INF/services}, here on the path of the processor. */
    public static final class FirstLetter implements TextScorer {

        @Override
        public String name() {
            return "first-letter";
        }

        @Override
        public double score(String answer, List<String> references) {
            return references.stream().anyMatch(one -> one.charAt(0) == answer.charAt(0)) ? 1 : 0;
        }
    }

    @Test
    void knowsTheNamesOnItsPath() {
        assertThat(settings(SUMS + ", scorer = \"first-letter\"")).containsEntry("groundTruth.scorer", "first-letter");
    }

    /** The class path of a compiler need not have resources: Gradle's has none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "chat-100.jsonl | ; with Maven put it at src/main/resources/chat-100.jsonl",
                "/ground-truth/sums.jsonl | ; did you mean \"ground-truth/sums.jsonl\"?",
                "../ground-truth/sums.jsonl | ; did you mean \"ground-truth/sums.jsonl\"?",
            })
    void warnsOfADatasetThatIsNotThereYet(String dataset, String hint) {
        Expect.warned(
                chat("@GroundTruth(dataset = /*GTR006*/\"" + dataset + "\")"),
                "ground truth \"" + dataset + "\" is neither a resource on the class path nor a file now" + hint
                        + "; it must be there when the workload is run");
    }

    private static Map<String, String> settings(String members) {
        return Expect.accepted(chat("@GroundTruth(%s)".formatted(members)))
                .runner("a.Chat_Runner")
                .spec()
                .settings();
    }

    private static String chat(String annotation) {
        return """
            package a;
            import io.varcas.annotation.*;
            @Workload
            %s
            public class Chat {}
            """.formatted(annotation);
    }
}
