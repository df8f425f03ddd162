package io.varcas.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixturesTest {

    @Test
    void runsAllInOrderThoughSomeFail() {
        List<String> calls = new ArrayList<>();
        Exception first = new Exception("first");
        Exception second = new Exception("second");
        Exception thrown = catchException(() -> Fixtures.runAll(
                () -> calls.add("a"),
                () -> {
                    throw first;
                },
                () -> calls.add("b"),
                () -> {
                    throw second;
                },
                () -> calls.add("c")));
        assertThat(calls).containsExactly("a", "b", "c");
        assertThat(thrown).isSameAs(first).hasSuppressedException(second);
    }
}
