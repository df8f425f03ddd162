package io.varcas.compare;

import static io.varcas.compare.Sides.DEFAULT;
import static io.varcas.compare.Sides.kinds;
import static io.varcas.compare.Sides.metric;
import static io.varcas.compare.Sides.one;
import static io.varcas.compare.Sides.side;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.compare.match.Side;
import io.varcas.compare.match.Warning;
import io.varcas.metric.Origin;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Comparisons of sides whose numbers are not alike in kind, or are none. */
class ComparedOriginsTest {

    @Test
    void warnsOfSidesOfDifferentKinds() {
        Comparison comparison = Comparison.of(
                side("A", 4, 1, 0.02, 1), side("B", 4, 1, 0.02, 2, run -> run.origin(Origin.SIMULATED)), DEFAULT);
        assertThat(kinds(comparison)).contains(Warning.Kind.ORIGINS_DIFFER);
        assertThat(comparison.trials().get(0).warnings())
                .extracting(Warning::sentence)
                .anyMatch(sentence -> sentence.startsWith("the baseline is MEASURED and the candidate SIMULATED"));
    }

    @Test
    void saysThatBothSidesAreImported() {
        Comparison comparison = Comparison.of(
                side("A", 4, 1, 0.02, 1, run -> run.origin(Origin.IMPORTED)),
                side("B", 4, 1, 0.02, 2, run -> run.origin(Origin.IMPORTED)),
                DEFAULT);
        assertThat(comparison.trials().get(0).warnings())
                .extracting(Warning::sentence)
                .contains("both sides are IMPORTED");
    }

    @Test
    void comparesImportsByTheirLatenciesFromTheActualSend() {
        Comparison comparison = Comparison.of(
                one("A", TestRun.of("ttft.service.p50", 10)), one("B", TestRun.of("ttft.service.p50", 20)), DEFAULT);
        assertThat(metric(comparison, "ttft.service.p50").change().getAsDouble())
                .isEqualTo(1);
        assertThatThrownBy(() -> metric(comparison, "ttft.p50")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void saysThatARunIsInvalidAndShowsNoDifferenceThatIsNone() {
        Side invalid =
                one("B", TestRun.of("ttft.p50", 20).objective("ttft.p50", 15).invalid("the client was late"));
        Comparison comparison = Comparison.of(one("A", TestRun.of("ttft.p50", 10)), invalid, DEFAULT);
        assertThat(kinds(comparison)).contains(Warning.Kind.LEFT_OUT);
        assertThat(comparison.trials().get(0).differences()).isEmpty();
        assertThat(comparison.verdict()).isEqualTo(ChangeVerdict.INCONCLUSIVE);
        Decision decision = AcceptanceRule.NOT_WORSE.decide(comparison, invalid);
        assertThat(decision.outcome()).isEqualTo(Decision.Outcome.UNDECIDED);
        assertThat(decision.reasons()).contains("Chat: 1 of 1 run of the candidate is INVALID, and decides nothing");
    }
}
