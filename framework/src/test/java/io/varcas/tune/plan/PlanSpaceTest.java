package io.varcas.tune.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.annotation.Unit;
import io.varcas.engine.Load;
import io.varcas.engine.RequestMix;
import io.varcas.sizing.VllmFlagCatalog;
import io.varcas.sla.Objective;
import io.varcas.sla.Objective.Direction;
import io.varcas.traffic.LogNormalLengths;
import io.varcas.traffic.PoissonArrivals;
import io.varcas.traffic.Seed;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PlanSpaceTest {

    private final PlanLoad users = new DemandLoad(Load.closed(64), chat(), Duration.ofSeconds(8), Seed.of(42));

    @Test
    void raisesTheSequencesOfAServerThatRunsTooFew() {
        Candidate best = space(users, List.of(), Set.of())
                .promising(PlanCases.baseline("max-num-seqs=4"), Goal.THROUGHPUT, 1)
                .get(0);

        assertThat(best.gain(Goal.THROUGHPUT)).isGreaterThan(1);
        assertThat(Integer.parseInt(best.configuration().changes().get(PlanFlag.MAX_NUM_SEQS)))
                .isGreaterThanOrEqualTo(64);
        assertThat(best.gainInterval(Goal.THROUGHPUT).orElseThrow().low()).isPositive();
    }

    @Test
    void returnsDifferentConfigurationsInTheOrderOfTheirGain() {
        List<Candidate> promising =
                space(users, List.of(), Set.of()).promising(PlanCases.baseline("max-num-seqs=4"), Goal.LATENCY, 4);

        assertThat(promising).hasSizeGreaterThan(1);
        assertThat(promising).extracting(one -> -one.gain(Goal.LATENCY)).isSorted();
        assertThat(promising).extracting(one -> one.forecast().latency()).doesNotHaveDuplicates();
    }

    @Test
    void changesNoFlagThatMustBeKept() {
        assertThat(space(users, List.of(), EnumSet.complementOf(EnumSet.of(PlanFlag.BLOCK_SIZE)))
                        .promising(PlanCases.baseline("max-num-seqs=4"), Goal.THROUGHPUT, 5))
                .allSatisfy(one -> assertThat(one.configuration().changes()).containsOnlyKeys(PlanFlag.BLOCK_SIZE));
    }

    @Test
    void proposesOnlyWhatMeetsTheObjectives() {
        Objective tpot = Objective.of("tpot.p50", Direction.AT_MOST, 7.5, Unit.OWN, "");

        List<Candidate> promising = space(users, List.of(tpot), Set.of())
                .promising(PlanCases.baseline("max-num-seqs=4"), Goal.THROUGHPUT, 3);

        assertThat(promising)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.draws())
                        .extracting(draw ->
                                draw.metrics().value(tpot.subject().key()).orElseThrow())
                        .allMatch(millis -> millis < 8));
    }

    @Test
    void countsGoodRequestsRequestByRequest() {
        Objective ttft = Objective.of("ttft.p95", Direction.AT_MOST, 1, Unit.OWN, "");
        PlanLoad open = new DemandLoad(Load.open(new PoissonArrivals(5)), chat(), Duration.ofSeconds(8), Seed.of(7));

        Candidate none = space(open, List.of(ttft), Set.of())
                .candidate(PlanCases.baseline("max-num-seqs=64"), Configuration.BASELINE)
                .orElseThrow();

        assertThat(none.forecast().goodput()).isZero();
        assertThat(none.forecast().requestsPerSecond()).isPositive();
    }

    private static RequestMix chat() {
        return RequestMix.of(new LogNormalLengths(300, 200, 16, 2000), new LogNormalLengths(150, 80, 2, 600));
    }

    private static PlanSpace space(PlanLoad load, List<Objective> objectives, Set<PlanFlag> kept) {
        return new PlanSpace(
                load, new Criteria(Criteria.DEFAULT_LATENCY, objectives), VllmFlagCatalog.bundled(), 1, kept);
    }
}
