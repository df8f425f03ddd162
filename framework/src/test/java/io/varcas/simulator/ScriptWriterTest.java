package io.varcas.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.engine.FinishReason;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptWriterTest {

    private static final Prompt PROMPT = new Prompt(SimTokenizer.encode("Tell me more"), "Tell me more", true);

    private final ScriptWriter words = new ScriptWriter(1, 100, Answers.NONE);

    @Test
    void saysTheSameToTheSameRequest() {
        assertThat(text(words.write(PROMPT, 0, to(50))))
                .isEqualTo(text(new ScriptWriter(1, 100, Answers.NONE).write(PROMPT, 0, to(50))))
                .isNotEqualTo(text(words.write(PROMPT, 1, to(50))))
                .isNotEqualTo(text(new ScriptWriter(2, 100, Answers.NONE).write(PROMPT, 0, to(50))))
                .isNotEqualTo(text(words.write(PROMPT, 0, new Terms(50, 0, true, List.of(), OptionalLong.of(7)))));
    }

    @Test
    void saysAsManyTokensAsItsTextHas() {
        Script script = words.write(PROMPT, 0, to(80));
        assertThat(script.size()).isEqualTo(80);
        assertThat(script.end()).isEqualTo(FinishReason.LENGTH);
        assertThat(SimTokenizer.encode(text(script))).isEqualTo(script.tokens());
    }

    @Test
    void endsByItselfAroundTheMeanLength() {
        double mean = IntStream.range(0, 400)
                .mapToObj(
                        i -> words.write(new Prompt(SimTokenizer.encode("question " + i), "", true), 0, free(1000, 0)))
                .peek(script -> assertThat(script.end()).isEqualTo(FinishReason.STOP))
                .peek(script ->
                        assertThat(script.texts().get(script.size() - 1)).isEmpty())
                .mapToInt(Script::size)
                .average()
                .orElseThrow();
        // Uniform from 50 to 149 and the token that ends it: mean 100.5, standard error 1.4.
        assertThat(mean).isBetween(95.0, 106.0);
    }

    @Test
    void keepsMinimumAndMaximum() {
        assertThat(words.write(PROMPT, 0, free(1000, 400)).size()).isEqualTo(401);
        Script cut = words.write(PROMPT, 0, free(10, 0));
        assertThat(cut.size()).isEqualTo(10);
        assertThat(cut.end()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void givesPreparedAnswersAndGoesOnOnlyIfItMayNotEnd() {
        ScriptWriter prepared = new ScriptWriter(1, 100, Answers.of(Map.of("Tell me more", "Paris 🙂")));
        assertThat(text(prepared.write(PROMPT, 0, free(50, 0)))).isEqualTo("Paris 🙂");
        assertThat(prepared.write(PROMPT, 0, free(50, 0)).end()).isEqualTo(FinishReason.STOP);
        assertThat(text(prepared.write(PROMPT, 0, to(50)))).startsWith("Paris 🙂 ");
        assertThat(prepared.write(PROMPT, 0, to(50)).size()).isEqualTo(50);
    }

    @Test
    void holdsALetterBackUntilItIsWhole() {
        ScriptWriter prepared = new ScriptWriter(1, 100, Answers.of(Map.of("Tell me more", "🙂")));
        assertThat(prepared.write(PROMPT, 0, free(50, 0)).texts()).containsExactly("", "🙂", "");
    }

    @Test
    void stopsBeforeTheStopText() {
        ScriptWriter prepared = new ScriptWriter(1, 100, Answers.of(Map.of("Tell me more", "one two three four")));
        Script script =
                prepared.write(PROMPT, 0, new Terms(50, 0, false, List.of("zzz", "o thr"), OptionalLong.empty()));
        assertThat(text(script)).isEqualTo("one tw");
        assertThat(script.size()).isEqualTo(3);
        assertThat(script.end()).isEqualTo(FinishReason.STOP);
        assertThat(script.stopReason()).hasValue("o thr");
    }

    private static Terms to(int tokens) {
        return new Terms(tokens, 0, true, List.of(), OptionalLong.empty());
    }

    private static Terms free(int most, int least) {
        return new Terms(most, least, false, List.of(), OptionalLong.empty());
    }

    private static String text(Script script) {
        return script.text(0, script.size());
    }
}
