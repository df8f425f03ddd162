package io.varcas.load;

import static io.varcas.load.FakeLoad.ms;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.metric.MetricCalculator;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.Origin;
import io.varcas.metric.Span;
import io.varcas.record.RequestRecord;
import io.varcas.request.PlannedRequest;
import io.varcas.request.RequestMaker;
import io.varcas.request.RequestSource;
import io.varcas.traffic.Seed;
import io.varcas.workload.WorkloadPlan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A load of a fixed amount of work ends with it, and is divided by the time that it took. */
@Timeout(60)
class FixedWorkTest {

    private static final String NO_WARMUP = "warmup.iterations=0";

    private final FakeLoad load = new FakeLoad();

    @Test
    void dividesABurstByTheTimeItTook() {
        LoadEnd end = load.run(FakeLoad.plan("arrivals=burst", "burst=20"), load.server(ms(500)));
        assertThat(end.interrupted()).isFalse();
        assertThat(end.measured()).containsExactly(new Span(ms(1000), ms(1500) + 1));
        assertThat(metrics(FakeLoad.plan("arrivals=burst", "burst=20"), end, "throughput.requests"))
                .isCloseTo(40, within());
    }

    @Test
    void measuresABurstThatTakesLongerThanItsIterationsUntilItIsDone() {
        WorkloadPlan plan = FakeLoad.plan("arrivals=burst", "burst=20", "drain.limit=10s");
        LoadEnd end = load.run(plan, load.server(ms(6000)));
        assertThat(end.measured()).containsExactly(new Span(ms(1000), ms(3000)), new Span(ms(3000), ms(7000) + 1));
        assertThat(metrics(plan, end, "throughput.requests")).isCloseTo(20 / 6.0, within());
        assertThat(metrics(plan, end, "rate.completed")).isCloseTo(20 / 6.0, within());
    }

    @Test
    void endsAClosedLoopWhoseRequestsRunOutAndFindsNoUserIdle() {
        WorkloadPlan plan = FakeLoad.plan(NO_WARMUP, "users=3");
        long before = load.clock().nanos();
        LoadEnd end = load.of(plan, atMost(10, plan), load.server(ms(200))).run();
        assertThat(load.records()).hasSize(10);
        assertThat(load.clock().nanos() - before)
                .as("four rounds after a rest; neither the iterations nor the drain are waited for")
                .isLessThan(ms(1500));
        assertThat(end.measured()).containsExactly(new Span(0, ms(800) + 1));
        assertThat(end.interrupted()).isFalse();
        assertThat(metrics(plan, end, "throughput.requests")).isCloseTo(12.5, within());
        assertThat(metrics(plan, end, "littles.gap")).isCloseTo(0, within());
    }

    @ParameterizedTest
    @CsvSource({
        "users=4",
        "arrivals=constant rate=10",
        "arrivals=burst burst=100 every=1s",
        "users=4 thinkTime=10ms",
        "users=2 batch=3"
    })
    void stopsEveryLoadAfterTheRequestsAskedFor(String settings) {
        WorkloadPlan plan = FakeLoad.plan((NO_WARMUP + " requests=13 " + settings).split(" "));
        LoadEnd end = load.run(plan, load.server(ms(200)));
        assertThat(load.records()).hasSize(13);
        long last = load.records().stream()
                .mapToLong(RequestRecord::closedNanos)
                .max()
                .orElseThrow();
        assertThat(end.measured().get(end.measured().size() - 1).endNanos()).isEqualTo(last + 1);
        assertThat(end.interrupted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"users=4", "arrivals=constant rate=10"})
    void doesNotCountTheRequestsOfTheWarmUp(String settings) {
        LoadEnd end = load.run(FakeLoad.plan(("requests=8 " + settings).split(" ")), load.server(ms(200)));
        assertThat(load.records().stream().filter(record -> record.intendedNanos() >= ms(1000)))
                .hasSize(8);
        assertThat(load.records().stream().filter(record -> record.intendedNanos() < ms(1000)))
                .isNotEmpty();
        assertThat(end.ranOutNanos()).isPresent();
    }

    @Test
    void sharesOfALoadSendTheRequestsOfTheWhole() {
        assertThat(new Share(0, 3).of(13L) + new Share(1, 3).of(13L) + new Share(2, 3).of(13L))
                .isEqualTo(13);
    }

    @Test
    void keepsTheIterationsOfALoadThatIsOverByTime() {
        LoadEnd end = load.run(FakeLoad.plan("arrivals=constant", "rate=10", "requests=1000"), load.server(ms(200)));
        assertThat(end.measured()).containsExactly(new Span(ms(1000), ms(3000)), new Span(ms(3000), ms(5000)));
        assertThat(end.ranOutNanos()).isEmpty();
    }

    @Test
    void endsWorkThatIsDoneWithinTheWarmUpWithoutAnythingMeasured() {
        WorkloadPlan plan = FakeLoad.plan("users=3");
        LoadEnd end = load.of(plan, atMost(3, plan), load.server(ms(200))).run();
        assertThat(end.measured()).isEmpty();
    }

    private static RequestSource atMost(int requests, WorkloadPlan plan) {
        RequestMaker maker = new RequestMaker(plan, Optional.empty(), Seed.of(1));
        return index -> index < requests ? maker.request(index) : Optional.<PlannedRequest>empty();
    }

    private double metrics(WorkloadPlan plan, LoadEnd end, String metric) {
        MetricCalculator calculator = new MetricCalculator(LoadRun.contextOf(plan, Origin.MEASURED));
        calculator.begin(end.measured(), end.ranOutNanos().orElse(Long.MAX_VALUE), end.interrupted());
        List<RequestRecord> records = load.records();
        records.forEach(calculator::add);
        MetricSet pooled = calculator.result().pooled();
        return pooled.value(MetricKey.parse(metric)).orElseThrow();
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(0.01);
    }
}
