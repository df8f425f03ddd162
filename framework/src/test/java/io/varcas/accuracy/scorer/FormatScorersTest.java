package io.varcas.accuracy.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatScorersTest {

    private static final ClassLoader HERE = FormatScorersTest.class.getClassLoader();

    // gsm8k: the two extractions of lm-evaluation-harness; choice: the letter that is stated, first or in parentheses.
    @ParameterizedTest(name = "{0} of \"{1}\" for \"{2}\" is {3}")
    @CsvSource({
        "gsm8k-strict, 'so 9 * 2 = 18\n#### 18', 'She sells 9.\n#### 18', 1",
        "gsm8k-strict, '#### 1,018.', '1018', 1",
        "gsm8k-strict, 'the answer is 18', '18', 0",
        "gsm8k-strict, '#### 18\n#### 19', '18', 1",
        "gsm8k-flexible, 'first 4, then the answer is $18.', '18', 1",
        "gsm8k-flexible, 'that makes -5', '-5', 1",
        "gsm8k-flexible, '18 dollars and 50 cents', '18', 0",
        "gsm8k-flexible, 'none', '18', 0",
        "choice, 'B', 'B', 1",
        "choice, '(b)', 'B', 1",
        "choice, 'B. Paris', '(B)', 1",
        "choice, 'A long way: the answer is (C).', 'C', 1",
        "choice, 'Answer: **D**', 'D', 1",
        "choice, 'A cat sat', 'A', 0",
        "choice, 'I think (A), no, rather (B)', 'B', 1",
        "choice, 'The answer is A''s', 'A', 0",
        "regex, 'order 4711 shipped', '\\b47\\d\\d\\b', 1",
        "regex, 'order 4811 shipped', '\\b47\\d\\d\\b', 0",
    })
    void extractsWhatCounts(String scorer, String output, String reference, double expected) {
        assertThat(score(scorer, output, reference)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} for {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"f\",\"arguments\":{\"a\":1,\"b\":\"x\"}} |"
                        + " {\"name\":\"f\",\"arguments\":{\"b\":\"x\",\"a\":1.0}} | 1",
                "{\"name\":\"f\",\"arguments\":{\"a\":2}} | {\"name\":\"f\",\"arguments\":{\"a\":1}} | 0",
                "{\"name\":\"g\",\"arguments\":{}} | {\"name\":\"f\",\"arguments\":{}} | 0",
                "[{\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}},{\"name\":\"g\",\"arguments\":{}}] "
                        + "| [{\"name\":\"g\",\"arguments\":{}},{\"name\":\"f\",\"arguments\":{\"a\":1}}] | 1",
                "[{\"name\":\"f\",\"arguments\":{}},{\"name\":\"f\",\"arguments\":{}}] |"
                        + " {\"name\":\"f\",\"arguments\":{}} | 0",
                "nothing to call | [] | 1",
                "nothing to call | {\"name\":\"f\",\"arguments\":{}} | 0",
            })
    void comparesToolCallsByNameAndArguments(String calls, String reference, double expected) {
        assertThat(score("tool-calls", calls, reference)).isEqualTo(expected);
    }

    @Test
    void readsTheToolCallsOfTheServer() {
        Attempt.Answered output = new Attempt.Answered(
                "",
                Optional.of("tool_calls"),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.of("[{\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]"));
        GroundTruthItem item = new GroundTruthItem("1", "p", List.of("{\"name\":\"f\",\"arguments\":{}}"));
        assertThat(scored(named("tool-calls").grade(item, output))).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} tokens for {1} score {2}")
    @CsvSource({"90, 100, 0.9", "110, 100, 0.909090", "100, 100, 1", "0, 100, 0"})
    void guardsTheLengthInTokens(int tokens, int wanted, double expected) {
        GroundTruthItem item = new GroundTruthItem(
                "1",
                "p",
                List.of("r"),
                "",
                new GroundTruthItem.Extras(Optional.empty(), Optional.empty(), OptionalInt.of(wanted)));
        assertThat(scored(named("length").grade(item, output("x", "stop", tokens, 0))))
                .isBetween(expected, expected + 1e-6);
    }

    @Test
    void guardsTheLengthInWordsWithoutTokens() {
        assertThat(score("length", "one two three", "one two three four")).isEqualTo(0.75);
    }

    @ParameterizedTest(name = "\"{0}\" that ended with {1} scores {2}")
    @CsvSource({"done, stop, 1", "cut, length, 0", "done<|im_end|>, stop, 0", "call, tool_calls, 1"})
    void findsOutputsThatDidNotEndThemselves(String text, String reason, double expected) {
        GroundTruthItem item = new GroundTruthItem("1", "p", List.of("r"));
        assertThat(scored(named("end").grade(item, output(text, reason, 1, 1)))).isEqualTo(expected);
    }

    @Test
    void comparesReportedTokensWithCountedOnes() {
        GroundTruthItem item = new GroundTruthItem("1", "p", List.of("r"));
        Scorer scorer = named("reported-tokens");
        assertThat(scored(scorer.grade(item, output("x", "stop", 101, 100)))).isEqualTo(1);
        assertThat(scored(scorer.grade(item, output("x", "stop", 50, 100)))).isEqualTo(0.5);
        assertThat(scorer.grade(item, new Attempt.Answered("x", Optional.empty())))
                .isEqualTo(new Grade.Failed("the server reports no usage"));
        assertThat(scorer.countsTokens()).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "regex | ( | its reference is not a regular expression: Unclosed group near index 1",
                "choice | Paris | its reference \"Paris\" is not a letter from A to J, such as B or (B)",
                "tool-calls | f() | its reference is not a tool call; write {\"name\": ..., \"arguments\": {...}}",
                "json-schema | 42 | its schema cannot be used: it must be an object",
                "json-schema | nothing | its schema is not JSON; give it as the item's \"schema\"",
            })
    void rejectsItemsThatItCannotGrade(String scorer, String reference, String defect) {
        assertThat(named(scorer).defect(new GroundTruthItem("1", "p", List.of(reference))))
                .hasValue(defect);
    }

    private static double score(String scorer, String output, String reference) {
        GroundTruthItem item = new GroundTruthItem("1", "p", List.of(reference));
        assertThat(named(scorer).defect(item)).isEmpty();
        return scored(named(scorer).grade(item, new Attempt.Answered(output, Optional.of("stop"))));
    }

    private static Attempt.Answered output(String text, String reason, int reported, int counted) {
        return new Attempt.Answered(
                text,
                Optional.of(reason),
                OptionalInt.of(reported),
                OptionalInt.of(counted),
                Optional.empty(),
                Optional.empty());
    }

    private static double scored(Grade grade) {
        return ((Grade.Scored) grade).score();
    }

    private static Scorer named(String name) {
        return Scorer.extensions().named(name, HERE);
    }
}
