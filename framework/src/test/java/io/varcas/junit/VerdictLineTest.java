package io.varcas.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictLineTest {

    @ParameterizedTest
    @CsvSource({
        "21.5532, 21.55",
        "500, 500",
        "0.00012345, 0.0001235",
        "1234.5678, 1234.6",
        "1000000, 1000000",
        "999.96, 1000",
        "0, 0",
        "-3.14159, -3.142",
        "Infinity, infinite",
        "NaN, not measured"
    })
    void writesNumbersWithoutExponents(double value, String text) {
        assertThat(VerdictLine.number(value)).isEqualTo(text);
    }
}
