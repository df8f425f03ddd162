package io.varcas.setting.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    static Stream<Arguments> notation() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of("-Xmx1g -ea", List.of("-Xmx1g", "-ea")),
                Arguments.of("C:\\jdk\\bin", List.of("C:\\jdk\\bin")),
                Arguments.of("\"\"", List.of("")),
                Arguments.of("\"a b\" c", List.of("a b", "c")),
                Arguments.of("\"\\n\\n\" \"\\t\\r\"", List.of("\n\n", "\t\r")),
                Arguments.of("\"say \\\"\\\\\\\"\"", List.of("say \"\\\"")));
    }

    @ParameterizedTest
    @MethodSource("notation")
    void readsWhatItWrites(String text, List<String> words) {
        assertThat(Words.parse(text)).isEqualTo(words);
        assertThat(Words.format(words)).isEqualTo(text);
    }

    @Test
    void readsQuotesInsideWordsAndAnyBlanksBetween() {
        assertThat(Words.parse("  -Dname=\"a b\"\n\t x ")).containsExactly("-Dname=a b", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"open", "\"\\", "\"\\x\""})
    void refusesOpenQuotesAndUnknownEscapes(String text) {
        assertThatThrownBy(() -> Words.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
