package io.varcas.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.annotation.Unit;
import io.varcas.metric.DisplayUnit;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.sla.Objective;
import io.varcas.sla.Objective.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayUnitTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        THROUGHPUT_REQUESTS | 790        | 790 req/s
        THROUGHPUT_OUTPUT   | 2827.6     | 2,828 tok/s
        TOKENS_INPUT        | 433984     | 433,984 tokens
        COST_PER_1K_TOKENS  | 0.00009414 | $0.0941 per million tokens
        COST_PER_REQUEST    | 0.0001069  | $0.107 per 1,000 requests
        E2E                 | 15812.3    | 15.8 s
        E2E                 | 9999       | 9,999 ms
        TTFT                | 9.996      | 10.0 ms
        TPOT                | -7.137     | -7.14 ms/token
        LITTLES_GAP         | 0.0312     | 3.12 %
        ACCURACY_SCORE      | 0.873      | 0.873
        VALIDITY_FAULTS     | 1          | 1
        CONCURRENCY         | 20.46      | 20.5 requests
        TTFT                | Infinity   | inf
        """)
    void writesNumbersAsPeopleDo(Metric metric, double value, String text) {
        assertThat(DisplayUnit.of(metric, value).quantity(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ttft.p95          | 500    | ttft.p95 <= 500 ms
        ttft.p99.9        | 12345  | ttft.p99.9 <= 12.345 s
        cost.per1kTokens  | 0.0005 | cost.per1kTokens <= $0.5 per million tokens
        throughput.output | 2500   | throughput.output <= 2,500 tok/s
        """)
    void writesBoundsWithAllTheirDigits(String metric, double bound, String claim) {
        assertThat(JudgedObjective.claim(Objective.of(metric, Direction.AT_MOST, bound, Unit.OWN, "")))
                .isEqualTo(claim);
    }

    @Test
    void readsThePercentileThatItWrites() {
        MetricKey key = MetricKey.parse("e2e.ok.p999");

        assertThat(key.title()).isEqualTo("e2e.ok.p99.9");
        assertThat(MetricKey.parse(key.title())).isEqualTo(key);
    }
}
