package io.varcas.fork;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.validation.UsageException;
import io.varcas.workload.Plans;
import io.varcas.workload.WorkloadPlan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientCapacityTest {

    private static final ClientCapacity SMALL = new ClientCapacity(2_256, 28_232);
    private static final String SERVER = "http://gpu:8000";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users=1000000 | 1,000,000 requests would be in flight at once, but this machine supports 2,000"
                        + " (ports: 28,232,",
                "users=1000 batch=4 | 4,000 requests would be in flight at once",
                "arrivals=burst burst=3000 | 3,000 requests would be in flight at once",
                "rate=1000000000 | it supports a rate of 40,000",
                "rate=1e300 | it supports a rate of 40,000",
                "arrivals=ramp rates='0s:1 10s:1000000' | it supports a rate of 40,000",
                "users=100000 clients=100 | supports 28,232"
            })
    void rejectsWhatTheMachineCannotHold(String settings, String message) {
        assertThatThrownBy(() -> SMALL.check(List.of(plan(settings)), SERVER))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("Chat: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "64 | users=10 | supports 1 (ports: 28,232, open files of a process: 64, | ulimit -n 266",
                "64 | users=10 clients=2 | supports 2 (ports: | ulimit -n 261",
                "63 | users=1 | supports 0 (ports: | ulimit -n 257"
            })
    void reportsHowManyOpenFilesAreNeeded(long descriptors, String settings, String held, String advice) {
        assertThatThrownBy(() -> new ClientCapacity(descriptors, 28_232).check(List.of(plan(settings)), SERVER))
                .hasMessageContaining(held)
                .hasMessageEndingWith("; lower the load to that, or raise the limit on open files: " + advice);
    }

    @Test
    void writesNoNumberOf300Digits() {
        assertThatThrownBy(() -> SMALL.check(List.of(plan("rate=1e300")), SERVER))
                .hasMessageContaining("open loop, Poisson, 1.0E300/s: ");
    }

    @ParameterizedTest
    @CsvSource({
        "users=2000",
        "rate=1000",
        "arrivals=burst burst=2000",
        "users=4000 clients=2",
        "users=1000000 requests=2000",
        "arrivals=replay dataset=trace.jsonl",
        "arrivals=burst burst=1000000 dataset=queries.jsonl dataset.repeat=false"
    })
    void acceptsWhatItCan(String settings) {
        assertThatCode(() -> SMALL.check(List.of(plan(settings)), SERVER)).doesNotThrowAnyException();
    }

    private static WorkloadPlan plan(String settings) {
        return Plans.of(settings.replace("'", "").split(" (?=[a-z.]+=)", -1));
    }
}
