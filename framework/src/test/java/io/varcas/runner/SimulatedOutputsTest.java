package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.AccuracyVerdict;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.RunVerdict;
import io.varcas.simulator.EmbeddedServer;
import io.varcas.simulator.SimulatedTarget;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the accuracy of outputs that no model made. */
@Tag("slow")
class SimulatedOutputsTest {

    private static final String ANSWERING = "sim:answers=" + GradedWorkload.TRUTH;

    @TempDir
    Path out;

    @Test
    void areNotMeasuredAndFailNothing() throws IOException {
        RunResult result = run("sim:");

        AccuracyResult accuracy = accuracy(result);
        assertThat(accuracy.verdict()).isEqualTo(AccuracyVerdict.NOT_MEASURED);
        assertThat(accuracy.notMeasured()).hasValue("simulated outputs");
        assertThat(accuracy.items()).isEmpty();
        assertThat(result.verdict())
                .as("met, or invalid on a machine that is busy")
                .isNotIn(RunVerdict.BROKEN, RunVerdict.NOT_MEASURED);
    }

    @Test
    void areNotMeasuredOfASimulatedServerElsewhere() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:"))) {
            assertThat(accuracy(run(server.baseUri().toString())).verdict()).isEqualTo(AccuracyVerdict.NOT_MEASURED);
        }
    }

    @Test
    void areGradedWhereTheServerAnswersFromAFile() throws IOException {
        AccuracyResult embedded = accuracy(run(ANSWERING));
        assertThat(embedded.summary().mean()).hasValue(1);
        assertThat(embedded.verdict()).isEqualTo(AccuracyVerdict.PASSED);

        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse(ANSWERING))) {
            RunResult elsewhere = run(server.baseUri().toString());
            assertThat(accuracy(elsewhere).summary().mean()).hasValue(1);
            assertThat(elsewhere.target().simulated()).isTrue();
        }
    }

    private RunResult run(String target) throws IOException {
        ResultBundle bundle = new Runner(RunOptions.builder()
                        .include(GradedWorkload.NAME)
                        .target(target)
                        .out(out)
                        .build())
                .run();
        return ResultBundle.open(bundle.folder()).result();
    }

    private static AccuracyResult accuracy(RunResult result) {
        return result.trials().get(0).accuracy().orElseThrow();
    }
}
