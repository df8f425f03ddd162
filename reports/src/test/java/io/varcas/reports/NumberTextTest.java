package io.varcas.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.annotation.Unit;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1234.567, 1234.6",
        "123.456, 123.5",
        "21.5532, 21.55",
        "0.5, 0.5000",
        "0.01612, 0.01612",
        "0.0000123456, 0.00001235",
        "-0.00123, -0.001230",
        "1e-9, 0.000000001",
        "1e-12, 0",
        "-1e-12, 0",
        "Infinity, inf",
        "NaN, not measured"
    })
    void keepsFourDigitsHoweverSmallTheNumber(double value, String text) {
        assertThat(NumberText.of(value)).isEqualTo(text);
    }

    @Test
    void countsHaveNoDecimals() {
        assertThat(NumberText.of(1, Unit.COUNT)).isEqualTo("1");
        assertThat(NumberText.of(12_345, Unit.COUNT)).isEqualTo("12345");
        assertThat(NumberText.of(1, Unit.MILLISECONDS)).isEqualTo("1.000");
        assertThat(NumberText.of(OptionalDouble.empty(), Unit.COUNT)).isEqualTo("not measured");
        assertThat(NumberText.whole(1.5)).isEqualTo("1.500");
        assertThat(NumberText.whole(Double.POSITIVE_INFINITY)).isEqualTo("inf");
    }
}
