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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "15.8123|15.8",
                "99.97|100",
                "9.996|10.0",
                "433984|433,984",
                "-0.0001069|-0.000107",
                "0|0",
                "1e-12|0",
                "Infinity|inf",
                "NaN|not measured"
            })
    void isBriefWithThreeDigitsAndThousandsApart(double value, String text) {
        assertThat(NumberText.brief(value)).isEqualTo(text);
    }

    @Test
    void keepsEveryDigitOfABound() {
        assertThat(NumberText.exact(0.1 * 3)).isEqualTo("0.3");
        assertThat(NumberText.exact(12_345.678)).isEqualTo("12,345.678");
        assertThat(NumberText.count(12_345)).isEqualTo("12,345");
        assertThat(NumberText.count(1.5)).isEqualTo("1.50");
    }

    @Test
    void wholeNumbersHaveNoDecimals() {
        assertThat(NumberText.whole(12_345)).isEqualTo("12345");
        assertThat(NumberText.whole(1.5)).isEqualTo("1.500");
        assertThat(NumberText.whole(Double.POSITIVE_INFINITY)).isEqualTo("inf");
    }
}
