package io.varcas.reports.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErrorBinsTest {

    private final ErrorBins errors = new ErrorBins(4);

    private void fail(int bin, Outcome outcome, Optional<String> error) {
        errors.add(bin, RequestRecord.builder().outcome(outcome).error(error).build());
    }

    @Test
    void countsByKindAndMessageWithoutTheirIdentifiers() {
        fail(0, Outcome.REJECTED, Optional.of("HTTP 503: request 5f3a9c1e-77d2-4a1b-9e1f-0123456789ab refused"));
        fail(0, Outcome.REJECTED, Optional.of("HTTP 503: request 0badc0de-77d2-4a1b-9e1f-0123456789ab refused"));
        fail(2, Outcome.TIMEOUT, Optional.empty());

        assertThat(errors.perSecond(3, 0.5)).containsOnlyKeys("HTTP 503: request * refused", "timeout");
        assertThat(Objects.requireNonNull(errors.perSecond(3, 0.5).get("HTTP 503: request * refused")).stream())
                .containsExactly(4.0, 0.0, 0.0);
    }

    @Test
    void takesTheRarestKindsTogether() {
        for (int i = 0; i < 100; i++) {
            fail(1, Outcome.HTTP_ERROR, Optional.of("HTTP 500: " + (char) ('A' + i % 26) + (char) ('a' + i / 26)));
        }

        assertThat(errors.perSecond(4, 1)).hasSizeLessThan(50).containsKey(ErrorBins.OTHER);
        assertThat(errors.perSecond(4, 1).values().stream()
                        .mapToDouble(rates -> rates.stream().sum())
                        .sum())
                .as("none is lost")
                .isEqualTo(100);
    }
}
