package io.varcas.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForkDeathTest {

    @ParameterizedTest
    @CsvSource({
        "137, true, false, false, 'the forked JVM was killed (signal 9), by someone or by the system because memory ran out'",
        "143, true, false, false, the forked JVM was ended by signal 15",
        "7, true, false, false, the forked JVM ended with exit code 7",
        "1, true, false, true, 'the forked JVM reached the limit on open files (Too many open files); raise it with ulimit"
                + " -n, or load less'",
        "1, true, true, false, 'the forked JVM ran out of memory; give it more with -jvmArgs -Xmx2g, or load less'",
    })
    void reportsWhatEndedIt(int exitCode, boolean calledBack, boolean outOfMemory, boolean outOfFiles, String message) {
        assertThat(new ForkDeath(exitCode, calledBack, outOfMemory, outOfFiles, List.of("a line")).failure())
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.NoClassDefFoundError: io/varcas/runner/ForkMain",
                "Error opening zip file or JAR manifest missing : agent.jar",
                "\tat java.base/java.util.zip.ZipFile$Source.initCEN(ZipFile.java:1234)"
            })
    void asksForTheLimitOnOpenFilesWhereClassesCannotBeLoaded(String line) {
        assertThat(new ForkDeath(1, true, false, false, List.of("first", line)).failure())
                .hasMessage("the forked JVM ended with exit code 1: it could not load its own classes; is the limit on"
                        + " open files reached (see ulimit -n)?");
    }

    @Test
    void reportsWhatTheJvmDidNotLike() {
        List<String> lines = List.of("Error occurred during initialization of VM", "Too small maximum heap");
        assertThat(new ForkDeath(1, false, false, false, lines).failure())
                .hasMessage("the forked JVM ended with exit code 1 before it did anything (Too small maximum heap);"
                        + " check -jvm and -jvmArgs");
    }
}
