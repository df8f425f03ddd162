package io.varcas.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.annotation.Unit;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MetricTextTest {

    @Test
    void countsHaveNoDecimals() {
        assertThat(MetricText.of(1, Unit.COUNT)).isEqualTo("1");
        assertThat(MetricText.of(12_345, Unit.COUNT)).isEqualTo("12,345");
        assertThat(MetricText.of(1, Unit.MILLISECONDS)).isEqualTo("1.00");
        assertThat(MetricText.of(OptionalDouble.empty(), Unit.COUNT)).isEqualTo("not measured");
    }
}
