package io.varcas.profiler.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolNumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1,234.5;1234.5",
                "1.234;1.234",
                "1,234;1234",
                "27.595.520;27595520",
                "1.234,5;1234.5",
                "0,25;0.25",
                "1\u202f234,5;1234.5",
                "12'345.5;12345.5",
                "1e3;1000"
            })
    void decidesTheSeparatorFromTheNumber(String text, double value) {
        assertThat(ToolNumbers.like(List.of(text)).number(text).orElseThrow()).isCloseTo(value, within(1e-9));
    }

    @Test
    void readsAnAmbiguousNumberAsItsNeighbours() {
        assertThat(ToolNumbers.like(List.of("1.234", "0,5")).number("1.234")).hasValue(1234);
        assertThat(ToolNumbers.like(List.of("1.234", "0.5")).number("1.234")).hasValue(1.234);
    }

    @Test
    void readsTimesAndCountsWithUnits() {
        ToolNumbers numbers = ToolNumbers.withPoint();

        assertThat(numbers.seconds("417.610ms").orElseThrow()).isCloseTo(0.41761, within(1e-12));
        assertThat(numbers.seconds("1.008s")).hasValue(1.008);
        assertThat(numbers.seconds("7.053us").orElseThrow()).isCloseTo(7.053e-6, within(1e-15));
        assertThat(numbers.count("2.5", "Mbyte")).hasValue(2.5e6);
        assertThat(numbers.count("2", "KiB")).hasValue(2048);
        assertThat(numbers.number("n/a")).isEmpty();
        assertThat(numbers.seconds("12 parsecs")).isEmpty();
    }
}
