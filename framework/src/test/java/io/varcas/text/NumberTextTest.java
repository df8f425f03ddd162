package io.varcas.text;

import static org.assertj.core.api.Assertions.assertThat;

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
    void boundsHaveNoZerosAtTheirEnd() {
        assertThat(NumberText.plain(10)).isEqualTo("10");
        assertThat(NumberText.plain(0.5)).isEqualTo("0.5");
        assertThat(NumberText.plain(21.5532)).isEqualTo("21.55");
        assertThat(NumberText.plain(1000)).isEqualTo("1000");
        assertThat(NumberText.plain(0)).isEqualTo("0");
        assertThat(NumberText.plain(Double.NaN)).isEqualTo("not measured");
    }

    @Test
    void wholeNumbersHaveNoDecimals() {
        assertThat(NumberText.whole(12_345)).isEqualTo("12345");
        assertThat(NumberText.whole(1.5)).isEqualTo("1.500");
        assertThat(NumberText.whole(Double.POSITIVE_INFINITY)).isEqualTo("inf");
    }
}
