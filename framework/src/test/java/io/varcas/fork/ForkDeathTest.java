package io.varcas.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForkDeathTest {

    @ParameterizedTest
    @CsvSource({
        "137, true, false, 'the forked JVM was killed (signal 9), by someone or by the system because memory ran out'",
        "143, true, false, the forked JVM was ended by signal 15",
        "7, true, false, the forked JVM ended with exit code 7",
        "1, true, true, 'the forked JVM ran out of memory; give it more with -jvmArgs -Xmx2g, or load less'",
    })
    void saysWhatEndedIt(int exitCode, boolean calledBack, boolean outOfMemory, String message) {
        assertThat(new ForkDeath(exitCode, calledBack, outOfMemory, List.of("a line")).failure())
                .hasMessage(message);
    }

    @Test
    void saysWhatTheJvmDidNotLike() {
        List<String> lines = List.of("Error occurred during initialization of VM", "Too small maximum heap");
        assertThat(new ForkDeath(1, false, false, lines).failure())
                .hasMessage("the forked JVM ended with exit code 1 before it did anything (Too small maximum heap);"
                        + " check -jvm and -jvmArgs");
    }
}
