package io.varcas.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.annotation.Unit;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerCostTest {

    private static final ServerCost TEN = ServerCost.of(10, "a contract");
    private static final Objective CHEAP =
            Objective.of("cost.per1kTokens", Objective.Direction.AT_MOST, 0.01, Unit.OWN, "margin");

    private static MetricSet rates(double requests, double output) {
        return MetricSet.of(
                List.of(rate(Metric.THROUGHPUT_REQUESTS, requests), rate(Metric.THROUGHPUT_OUTPUT, output)));
    }

    private static MetricSummary rate(Metric metric, double value) {
        return new MetricSummary(metric, false, 360, 0, Origin.MEASURED, Map.of(Statistic.VALUE, value));
    }

    private static TrialResult trial(MetricSet metrics, ServerCost cost) {
        return Results.trial()
                .metrics(metrics)
                .windows(List.of(new WindowResult(0, 0, 0, 1_000, metrics)))
                .pricedAt(cost)
                .build()
                .judgedBy(List.of(CHEAP));
    }

    @Test
    void isThePriceOfTheTimeThatARequestAndAThousandTokensTake() {
        TrialResult trial = trial(rates(2, 500), TEN);
        MetricSummary perRequest =
                trial.metrics().find(MetricKey.parse("cost.perRequest")).orElseThrow();
        assertThat(perRequest.get(Statistic.VALUE).orElseThrow()).isCloseTo(10 / 7_200.0, within(1e-12));
        assertThat(perRequest.origin()).isEqualTo(Origin.MEASURED);
        assertThat(trial.objectives().get(0).value().orElseThrow()).isCloseTo(10 / 1_800.0, within(1e-12));
        assertThat(trial.objectives().get(0).status()).isEqualTo(Verdict.Status.MET);
        assertThat(trial.windows().get(0).metrics().find(MetricKey.parse("cost.perRequest")))
                .as("windows are repeats that comparisons look at")
                .isPresent();
    }

    @Test
    void isNotMeasuredWithoutAPriceOrWithoutAnAnswer() {
        assertThat(trial(rates(2, 500), ServerCost.unknown("no price: nobody said"))
                        .objectives()
                        .get(0))
                .matches(verdict -> verdict.status() == Verdict.Status.NOT_MEASURED)
                .extracting(Verdict::note)
                .isEqualTo("no price: nobody said");
        assertThat(trial(rates(0, 0), TEN).objectives().get(0).note()).isEqualTo("no request completed");
    }

    @Test
    void isAboveZero() {
        assertThatThrownBy(() -> ServerCost.of(0, "")).hasMessageContaining("must be above 0");
    }
}
