package io.varcas.tune.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.engine.Load;
import io.varcas.engine.RequestMix;
import io.varcas.engine.RequestMix.SharedPrefix;
import io.varcas.roofline.VllmVersion;
import io.varcas.sizing.VllmFlagCatalog;
import io.varcas.traffic.LogNormalLengths;
import io.varcas.traffic.PoissonArrivals;
import io.varcas.traffic.Seed;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class PlannerTest {

    private static final Duration SPAN = Duration.ofSeconds(3);

    /** A throughput plan never predicts fewer tokens, a latency plan never a longer wait, whatever the demand. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isMonotone(long seed) {
        RandomGenerator random = Seed.of(seed).generator();
        Baseline baseline = PlanCases.baseline("max-num-seqs=" + (1 << random.nextInt(2, 9))
                + ",max-num-batched-tokens=" + (1 << random.nextInt(9, 14)) + ",enable-prefix-caching="
                + (random.nextBoolean() ? "on" : "off"));
        PlanLoad load = demand(random);

        PlanReport report = new Planner(baseline, space(load, Set.of())).plan(Planner.GOALS, List.of(), List.of());

        for (Plan plan : report.plans()) {
            if (plan.configuration().isPresent()) {
                Forecast fresh = fresh(baseline, plan.configuration().get(), load);
                Forecast own = fresh(baseline, Configuration.BASELINE, load);
                if (plan.goal() == Goal.THROUGHPUT) {
                    assertThat(effect(plan, Measure.OUTPUT).change()).isPositive();
                    assertThat(fresh.outputPerSecond()).isGreaterThan(0.98 * own.outputPerSecond());
                } else if (plan.goal() == Goal.LATENCY) {
                    assertThat(effect(plan, Measure.LATENCY).value())
                            .isLessThan(effect(plan, Measure.LATENCY).baseline());
                    assertThat(fresh.latency()).isLessThan(1.02 * own.latency());
                }
                assertThat(plan.command()).contains("vllm serve llama-3.1-8b --");
                assertThat(plan.why()).isNotBlank();
            }
        }
    }

    @Test
    void proposesNothingWhereNothingIsBetter() {
        PlanLoad load = new DemandLoad(
                Load.open(new PoissonArrivals(2)),
                RequestMix.of(new LogNormalLengths(50, 20, 8, 200), new LogNormalLengths(50, 20, 8, 200)),
                Duration.ofSeconds(12),
                Seed.of(3));

        PlanReport report = new Planner(
                        PlanCases.baseline("max-num-seqs=256"),
                        space(load, EnumSet.of(PlanFlag.GPU_MEMORY_UTILIZATION, PlanFlag.KV_CACHE_DTYPE)))
                .plan(Planner.GOALS, List.of(), List.of());

        assertThat(report.plans()).hasSize(5).allSatisfy(plan -> {
            assertThat(plan.configuration()).as(plan.toString()).isEmpty();
            assertThat(plan.why()).isNotBlank();
        });
        assertThat(report.plans().get(0).why()).contains("keeps up with the load");
    }

    @Test
    void turnsThePrefixCacheOnWherePromptsRepeat() {
        PlanLoad load = new DemandLoad(
                Load.closed(16),
                RequestMix.of(new LogNormalLengths(800, 100, 600, 1200), new LogNormalLengths(50, 20, 8, 200))
                        .withSharedPrefix(new SharedPrefix(2, 600, 1)),
                SPAN,
                Seed.of(3));

        PlanReport report = new Planner(PlanCases.baseline("enable-prefix-caching=off"), space(load, Set.of()))
                .plan(List.of(Goal.CACHE), List.of(), List.of());

        Plan plan = report.plans().get(0);
        assertThat(plan.configuration().orElseThrow().changes()).containsEntry(PlanFlag.ENABLE_PREFIX_CACHING, "on");
        assertThat(plan.command()).contains("--enable-prefix-caching");
        assertThat(effect(plan, Measure.CACHED).value()).isCloseTo(0.75, within(0.05));
        assertThat(report.bottleneck().orElseThrow().kind().label()).isEqualTo("cache");
    }

    @Test
    void predictsTheEffectsOfAConfigurationThatIsAskedFor() {
        PlanReport report = new Planner(
                        PlanCases.baseline("max-num-seqs=64"),
                        space(demand(Seed.of(1).generator()), Set.of()))
                .plan(
                        List.of(),
                        List.of(
                                Configuration.parse("max-num-seqs=1"),
                                Configuration.parse("max-num-seqs=64"),
                                Configuration.parse("max-num-seqs=16384,max-num-batched-tokens=16"),
                                Configuration.parse("tensor-parallel-size=3")),
                        List.of());

        assertThat(report.tried().get(0).effects()).isNotEmpty();
        assertThat(report.tried().get(1).note()).isEqualTo("no configuration difference");
        assertThat(report.tried().get(2).note()).contains("max-num-batched-tokens");
        assertThat(report.tried().get(3).note()).isNotBlank();
    }

    @Test
    void needsObjectivesForGoodput() {
        Planner planner = new Planner(
                PlanCases.baseline("max-num-seqs=64"), space(demand(Seed.of(1).generator()), Set.of()));

        assertThatThrownBy(() -> planner.plan(List.of(Goal.GOODPUT), List.of(), List.of()))
                .hasMessageContaining("-sla \"ttft.p95 <= 500 ms\"");
    }

    @Test
    void knowsOnlyFlagsThatTheCurrentVersionAccepts() {
        for (PlanFlag flag : PlanFlag.values()) {
            assertThat(VllmFlagCatalog.bundled().refusal(VllmVersion.CURRENT, "--" + flag.label()))
                    .isEmpty();
        }
    }

    private static PlanLoad demand(RandomGenerator random) {
        double prompt = 50 + random.nextInt(1_500);
        double output = 20 + random.nextInt(200);
        RequestMix mix = RequestMix.of(
                new LogNormalLengths(prompt, prompt / 2, 1, 4_000), new LogNormalLengths(output, output / 2, 2, 1_000));
        return new DemandLoad(
                random.nextBoolean()
                        ? Load.closed(1 + random.nextInt(50))
                        : Load.open(new PoissonArrivals(1 + random.nextInt(40))),
                random.nextBoolean() ? mix.withSharedPrefix(new SharedPrefix(3, (int) (prompt / 2), 0.8)) : mix,
                SPAN,
                Seed.of(random.nextLong()));
    }

    private static Forecast fresh(Baseline baseline, Configuration configuration, PlanLoad load) {
        PlanLoad other = new DemandLoad(
                ((DemandLoad) load).load(),
                ((DemandLoad) load).mix(),
                SPAN,
                ((DemandLoad) load).seed().derive("fresh"));
        return Forecast.mean(new Forecaster(baseline, other, criteria()).draws(configuration, 6, SPAN));
    }

    private static Effect effect(Plan plan, Measure measure) {
        return plan.effects().stream()
                .filter(effect -> effect.measure() == measure)
                .findFirst()
                .orElseThrow();
    }

    private static PlanSpace space(PlanLoad load, Set<PlanFlag> kept) {
        return new PlanSpace(load, criteria(), VllmFlagCatalog.bundled(), 1, kept);
    }

    private static Criteria criteria() {
        return new Criteria(Criteria.DEFAULT_LATENCY, List.of());
    }
}
