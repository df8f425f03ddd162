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

    private final GenerationScriptWriter words = new GenerationScriptWriter(1, 100, GivenOutputs.NONE);

    @Test
    void givesTheSameOutputToTheSameRequest() {
        assertThat(text(words.write(PROMPT, 0, to(50))))
                .isEqualTo(text(new GenerationScriptWriter(1, 100, GivenOutputs.NONE).write(PROMPT, 0, to(50))))
                .isNotEqualTo(text(words.write(PROMPT, 1, to(50))))
                .isNotEqualTo(text(new GenerationScriptWriter(2, 100, GivenOutputs.NONE).write(PROMPT, 0, to(50))))
                .isNotEqualTo(
                        text(words.write(PROMPT, 0, new GenerationLimits(50, 0, true, List.of(), OptionalLong.of(7)))));
    }

    @Test
    void countsAsManyTokensAsItsTextHas() {
        GenerationScript script = words.write(PROMPT, 0, to(80));
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
                .mapToInt(GenerationScript::size)
                .average()
                .orElseThrow();
        // Uniform from 50 to 149 and the token that ends it: mean 100.5, standard error 1.4.
        assertThat(mean).isBetween(95.0, 106.0);
    }

    @Test
    void keepsMinimumAndMaximum() {
        assertThat(words.write(PROMPT, 0, free(1000, 400)).size()).isEqualTo(401);
        GenerationScript cut = words.write(PROMPT, 0, free(10, 0));
        assertThat(cut.size()).isEqualTo(10);
        assertThat(cut.end()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void givesPreparedAnswersAndGoesOnOnlyIfItMayNotEnd() {
        GenerationScriptWriter prepared =
                new GenerationScriptWriter(1, 100, GivenOutputs.of(Map.of("Tell me more", "Paris 🙂")));
        assertThat(text(prepared.write(PROMPT, 0, free(50, 0)))).isEqualTo("Paris 🙂");
        assertThat(prepared.write(PROMPT, 0, free(50, 0)).end()).isEqualTo(FinishReason.STOP);
        assertThat(text(prepared.write(PROMPT, 0, to(50)))).startsWith("Paris 🙂 ");
        assertThat(prepared.write(PROMPT, 0, to(50)).size()).isEqualTo(50);
    }

    @Test
    void holdsALetterBackUntilItIsWhole() {
        GenerationScriptWriter prepared =
                new GenerationScriptWriter(1, 100, GivenOutputs.of(Map.of("Tell me more", "🙂")));
        assertThat(prepared.write(PROMPT, 0, free(50, 0)).texts()).containsExactly("", "🙂", "");
    }

    @Test
    void stopsBeforeTheStopText() {
        GenerationScriptWriter prepared =
                new GenerationScriptWriter(1, 100, GivenOutputs.of(Map.of("Tell me more", "one two three four")));
        GenerationScript script = prepared.write(
                PROMPT, 0, new GenerationLimits(50, 0, false, List.of("zzz", "o thr"), OptionalLong.empty()));
        assertThat(text(script)).isEqualTo("one tw");
        assertThat(script.size()).isEqualTo(3);
        assertThat(script.end()).isEqualTo(FinishReason.STOP);
        assertThat(script.stopReason()).hasValue("o thr");
    }

    private static GenerationLimits to(int tokens) {
        return new GenerationLimits(tokens, 0, true, List.of(), OptionalLong.empty());
    }

    private static GenerationLimits free(int most, int least) {
        return new GenerationLimits(most, least, false, List.of(), OptionalLong.empty());
    }

    private static String text(GenerationScript script) {
        return script.text(0, script.size());
    }
}
