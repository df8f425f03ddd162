package io.varcas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "report",
                "import",
                "export",
                "size",
                "roofline",
                "profile",
                "calibrate",
                "support",
                "compare",
                "ab",
                "history",
                "baseline",
                "dataset",
                "check",
                "doctor"
            })
    void eachIsThereUnderItsName(String name) {
        assertThat(said(name, "-h")).contains("benchmarks.jar " + name + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help"})
    void helpListsThem(String flag) {
        assertThat(said(flag)).contains("Commands for results:", "  serve ", "  history ", "  check ");
    }

    @Test
    void aFlagBeforeTheNameHidesItFromNobody() {
        assertThat(said("-seed", "1", "size", "-h")).contains("benchmarks.jar size ");
    }

    private static String said(String... args) {
        StringWriter said = new StringWriter();
        Main.run(args, new PrintWriter(said), new PrintWriter(said));
        return said.toString();
    }
}
