package io.varcas.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.annotation.Arrivals;
import io.varcas.setting.type.SettingException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTextTest {

    @Test
    void readsEveryTypeOfField() {
        assertThat(ParameterText.toBoolean("p", "true")).isTrue();
        assertThat(ParameterText.toByte("p", "-128")).isEqualTo(Byte.MIN_VALUE);
        assertThat(ParameterText.toShort("p", "32767")).isEqualTo(Short.MAX_VALUE);
        assertThat(ParameterText.toInt("p", "-2147483648")).isEqualTo(Integer.MIN_VALUE);
        assertThat(ParameterText.toLong("p", "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(ParameterText.toFloat("p", "0.1")).isEqualTo(0.1f);
        assertThat(ParameterText.toDouble("p", "-1e300")).isEqualTo(-1e300);
        assertThat(ParameterText.toChar("p", " ")).isEqualTo(' ');
        assertThat(ParameterText.toEnum("p", "CONSTANT", Arrivals.class)).isEqualTo(Arrivals.CONSTANT);
    }

    /** One method reads a value in the run, another checks it before: both must agree. */
    @ParameterizedTest
    @CsvSource({
        "byte, 127, 128",
        "java.lang.Short, -32768, -32769",
        "int, 0, 0.5",
        "java.lang.Long, 5, five",
        "float, 3e38, 4e38",
        "double, 1e308, 1e309",
        "java.lang.Double, 1, NaN",
        "boolean, off, 0",
        "char, x, xy",
        "java.lang.Character, x, ''",
    })
    void checksWhatItWillRead(String type, String right, String wrong) {
        Parameter parameter = new Parameter("p", type, List.of(right), List.of());
        assertThat(ParameterText.types()).contains(type);
        assertThatCode(() -> parameter.check(right)).doesNotThrowAnyException();
        assertThatThrownBy(() -> parameter.check(wrong))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("p = \"" + wrong + "\": must be ");
    }

    @Test
    void acceptsAnyTextForAText() {
        Parameter parameter = new Parameter("p", "java.lang.String", List.of("a"), List.of());
        assertThatCode(() -> parameter.check("")).doesNotThrowAnyException();
    }

    @Test
    void acceptsConstantsAsTheyAreDeclaredOnly() {
        Parameter parameter = new Parameter("p", "a.Mode", List.of("SHORT"), List.of("SHORT", "LONG"));
        assertThatCode(() -> parameter.check("LONG")).doesNotThrowAnyException();
        assertThatThrownBy(() -> parameter.check("Long"))
                .isInstanceOf(SettingException.class)
                .hasMessage("p = \"Long\": no such constant; did you mean \"LONG\"?");
    }

    @Test
    void namesTheNearestParameterOfAnUnknownOne() {
        assertThat(ParameterText.unknown("Chat", "rat", List.of("rate", "mode")))
                .hasMessage("Chat has no parameter \"rat\"; did you mean \"rate\"?");
        assertThat(ParameterText.unknown("Chat", "rate", List.of()))
                .hasMessage("Chat has no parameters, so none named \"rate\"");
    }

    @Test
    void needsAValue() {
        assertThatThrownBy(() -> new Parameter("p", "int", List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameter p has no value");
    }
}
