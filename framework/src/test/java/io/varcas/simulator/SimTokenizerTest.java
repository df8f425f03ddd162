package io.varcas.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimTokenizerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The capital of France is",
                "understanding  two   blanks\nand\tlines\r\n",
                "Grüße, Øre, 日本語, 🙂🙃, a\u0301",
                "x",
                " ",
                " a b ",
                "2026-11-22T18:19:10Z",
                "<|im_start|>user"
            })
    void isUndone(String text) {
        assertThat(SimTokenizer.decode(SimTokenizer.encode(text))).isEqualTo(text);
    }

    @Test
    void isUndoneForAnyText() {
        Random chance = new Random(1);
        for (int i = 0; i < 300; i++) {
            String text = chance.ints(chance.nextInt(40), 1, 0x2FFFF)
                    .filter(letter -> letter < 0xD800 || letter > 0xDFFF)
                    .map(letter -> letter % 3 == 0 ? 'a' + letter % 26 : letter % 3 == 1 ? ' ' : letter)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(SimTokenizer.decode(SimTokenizer.encode(text))).isEqualTo(text);
        }
    }

    @ParameterizedTest(name = "\"{0}\" is {1} tokens")
    @CsvSource({
        "'the', 1",
        "' the', 1",
        "'  the', 2",
        "'under standing', 3",
        "'The', 2",
        "'2026', 2",
        "'é', 1",
        "'日本', 2",
        "'🙂', 2"
    })
    void cutsWordsAndOtherLetters(String text, int tokens) {
        assertThat(SimTokenizer.encode(text)).hasSize(tokens);
    }

    @Test
    void hasAPieceForEveryId() {
        assertThat(IntStream.concat(
                        IntStream.of(
                                0, 255, 256, 65_791, 65_792, 16_843_007, 16_843_008, SimTokenizer.MESSAGE_START - 1),
                        new Random(2).ints(1000, 0, SimTokenizer.MESSAGE_START)))
                .allSatisfy(id -> assertThat(SimTokenizer.bytes(id)).hasSizeBetween(1, 7));
        assertThat(SimTokenizer.decode(SimTokenizer.MESSAGE_START, SimTokenizer.MESSAGE_END))
                .isEqualTo("<|im_start|><|im_end|>");
        assertThatThrownBy(() -> SimTokenizer.bytes(SimTokenizer.VOCABULARY)).hasMessageContaining("out of vocabulary");
        assertThatThrownBy(() -> SimTokenizer.bytes(-1)).hasMessageContaining("out of vocabulary");
    }

    @Test
    void givesDifferentWordsDifferentIds() {
        String[] words = {"a", "z", "aa", "zz", "aaa", "zzzzzz", " a", " z", " aa", " zzzzzz", "b", "ab", "ba"};
        assertThat(Arrays.stream(words).map(word -> SimTokenizer.encode(word)[0]))
                .doesNotHaveDuplicates();
        assertThat(SimTokenizer.encode(" zzzzzz")[0]).isEqualTo(SimTokenizer.MESSAGE_START - 1);
    }
}
