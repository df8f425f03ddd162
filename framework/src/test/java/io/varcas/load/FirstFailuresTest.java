package io.varcas.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A load whose first requests all fail the same way ends with the reason. */
@Timeout(60)
class FirstFailuresTest {

    private final FakeLoad load = new FakeLoad();

    @Test
    void stopsALoadWhoseFirstRequestsAllFailTheSameWay() {
        LoadEnd end = load.run(FakeLoad.plan("users=1", "thinkTime=10ms", "failures.stop=5"), FakeTransport.closed());
        assertThat(load.records()).hasSize(5);
        assertThat(load.records()).extracting(RequestRecord::outcome).containsOnly(Outcome.CONNECT_FAILURE);
        assertThat(end.failure())
                .hasValueSatisfying(failure -> assertThat(failure)
                        .isInstanceOf(RepeatedFailureException.class)
                        .hasMessageStartingWith("the first 5 requests all failed the same way (")
                        .hasMessageEndingWith("-p failures.stop=0 goes on whatever fails"));
    }

    @ParameterizedTest
    @CsvSource({"0", "1000"})
    void goesOnWhereItIsToldTo(int stop) {
        LoadEnd end = load.run(
                FakeLoad.plan("arrivals=constant", "rate=10", "failures.stop=" + stop), FakeTransport.closed());
        assertThat(load.records()).hasSize(50);
        assertThat(end.failure()).isEmpty();
    }
}
