package io.varcas.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {

    @ParameterizedTest
    @CsvSource({
        "OWN, MILLISECONDS, 7, 7",
        "SECONDS, MILLISECONDS, 0.5, 500",
        "MICROSECONDS, MILLISECONDS, 1500, 1.5",
        "MILLISECONDS, MILLISECONDS_PER_TOKEN, 40, 40",
        "SECONDS, MILLISECONDS_PER_TOKEN, 0.04, 40",
        "PER_MINUTE, PER_SECOND, 600, 10",
        "PERCENT, RATIO, 75, 0.75",
        "USD, USD, 2, 2",
    })
    void convertsBoundsToTheMetricsUnit(Unit unit, Unit own, double bound, double converted) {
        assertThat(unit.fits(own)).isTrue();
        assertThat(unit.to(own, bound)).isCloseTo(converted, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "SECONDS, PER_SECOND",
        "PERCENT, COUNT",
        "REQUESTS, TOKENS",
        "TOKENS, MILLISECONDS",
        "MILLISECONDS_PER_TOKEN, MILLISECONDS"
    })
    void refusesUnitsOfOtherQuantities(Unit unit, Unit own) {
        assertThat(unit.fits(own)).isFalse();
        assertThatThrownBy(() -> unit.to(own, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasASymbolForEveryUnitButPlainNumbers() {
        for (Unit unit : Unit.values()) {
            assertThat(unit.symbol().isEmpty()).isEqualTo(unit == Unit.OWN || unit == Unit.COUNT);
        }
    }
}
