package io.varcas.tune.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.tune.capacity.CapacitySearch.Found;
import io.varcas.tune.capacity.ProbeResult.Decision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches in virtual time. */
@Tag("slow")
class CapacitySearchTest {

    private static final CapacityOptions OPTIONS = CapacityOptions.DEFAULT;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsTheCapacityOfAServerFromNothing(long seed) throws IOException {
        KnownServer server = KnownServer.PREFILL;

        Found found = server.search(seed, 1, OPTIONS);

        assertThat(found.outcome()).isEqualTo(CapacityOutcome.FOUND);
        assertThat(found.capacity().getAsDouble() / server.truth()).isBetween(0.93, 1.07);
        assertThat(found.interval().orElseThrow().width() / 2)
                .isLessThanOrEqualTo(OPTIONS.precision() * found.capacity().getAsDouble() * 1.0001);
        assertThat(found.probes()).extracting(ProbeResult::decision).contains(Decision.WITHIN, Decision.BEYOND);
    }

    @Test
    void findsTheSameForTheSameSeed() throws IOException {
        CapacityOptions rough = precision(0.3);

        assertThat(KnownServer.PREFILL.search(7, 20, rough)).isEqualTo(KnownServer.PREFILL.search(7, 20, rough));
    }

    @Test
    void findsWholeUsers() throws IOException {
        KnownServer server = KnownServer.USERS;

        Found found = server.search(3, 10, OPTIONS);

        assertThat(found.capacity().getAsDouble() / server.truth()).isBetween(0.9, 1.1);
        assertThat(found.probes()).allSatisfy(probe -> assertThat(probe.load()).isEqualTo(Math.rint(probe.load())));
    }

    @Test
    void tellsThatNoRateHolds() throws IOException {
        Found found = KnownServer.PREFILL.withObjective("ttft.p95<=5ms").search(1, 10, OPTIONS);

        assertThat(found.outcome()).isEqualTo(CapacityOutcome.NONE);
        assertThat(found.capacity()).isEmpty();
        assertThat(found.explanation()).startsWith("the objectives do not even hold at 0.333 requests/s");
    }

    @Test
    void endsAtTheGreatestLoadThatIsAllowed() throws IOException {
        CapacityOptions few = new CapacityOptions(
                OptionalDouble.empty(), 20, 0.1, 0.95, OPTIONS.longest(), OPTIONS.budget(), OPTIONS.rule());

        Found found = KnownServer.PREFILL.search(1, 4, few);

        assertThat(found.outcome()).isEqualTo(CapacityOutcome.AT_LEAST);
        assertThat(found.capacity()).hasValue(20);
        assertThat(found.explanation()).endsWith("that is the greatest load allowed (-most)");
    }

    @Test
    void endsWhereTheClientCannotMeasureMore() throws IOException {
        EngineProbe engine = KnownServer.PREFILL.probe(1);
        Probe slowClient = (number, load, warmup, longest, watch) -> {
            Probe.End end = engine.run(number, load, warmup, longest, watch);
            return new Probe.End(
                    end.look(),
                    end.spentSeconds(),
                    Optional.empty(),
                    load > 25 ? Optional.of("the client could not keep its schedule") : Optional.empty(),
                    Optional.empty());
        };

        Found found = search(slowClient, new ArrayList<>());

        assertThat(found.outcome()).isEqualTo(CapacityOutcome.AT_LEAST);
        assertThat(found.capacity().getAsDouble()).isBetween(4.0, 25.0);
        assertThat(found.explanation())
                .contains("the client cannot measure more")
                .contains("keep its schedule");
    }

    @Test
    void endsAProbeEarlyWhenTheQueueGrows() {
        KnownServer server = KnownServer.PREFILL.withObjective("tpot.p50<=10s");
        List<Double> looked = new ArrayList<>();

        Probe.End end = server.probe(1).run(1, 80, Duration.ofSeconds(3), Duration.ofSeconds(60), look -> {
            looked.add(look.seconds());
            return reading(server, look, 80).growth().isEmpty();
        });

        assertThat(looked).hasSizeLessThan(30);
        assertThat(reading(server, end.look(), 80).decision()).isEqualTo(StoppingRule.Decision.BEYOND);
    }

    @Test
    void tellsTheFailureOfAProbe() throws IOException {
        Probe broken = (number, load, warmup, longest, watch) -> new Probe.End(
                new ProbeLook(0, 0, 0, List.of(), new double[0]),
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.of("the server is gone"));

        Found found = search(broken, new ArrayList<>());

        assertThat(found.outcome()).isEqualTo(CapacityOutcome.FAILED);
        assertThat(found.explanation()).isEqualTo("run 1 at 4.00 requests/s failed: the server is gone");
    }

    @Test
    void tellsTheStateAfterEachProbe() throws IOException {
        List<Found> states = new ArrayList<>();

        Found found = search(KnownServer.PREFILL.probe(1), states);

        assertThat(states).hasSize(found.probes().size() - 1);
        assertThat(states.get(0).probes()).hasSize(1);
        assertThat(states).allSatisfy(state -> assertThat(state.outcome()).isEqualTo(CapacityOutcome.INTERRUPTED));
    }

    private static CapacityOptions precision(double share) {
        return new CapacityOptions(
                OptionalDouble.empty(), 1_000, share, 0.9, Duration.ofSeconds(20), OPTIONS.budget(), OPTIONS.rule());
    }

    private static Found search(Probe probe, List<Found> states) throws IOException {
        return new CapacitySearch(
                        KnownServer.PREFILL.limits(),
                        LoadAxis.RATE,
                        false,
                        4,
                        precision(0.3),
                        probe,
                        Path.of(""),
                        new CapacityListener() {})
                .run(states::add);
    }

    private static ProbeReading reading(KnownServer server, ProbeLook look, double load) {
        return ProbeReading.of(
                server.limits(), look, LoadAxis.RATE, load, StoppingRule.SPRT, new double[] {3}, 5, false);
    }
}
