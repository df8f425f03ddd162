package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.fork.WindowProgress;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunVerdict;
import io.varcas.result.TrialResult;
import io.varcas.setting.Settings;
import io.varcas.simulator.EmbeddedServer;
import io.varcas.simulator.ServeOptions;
import io.varcas.validation.UsageException;
import io.varcas.validity.Validity.Finding;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs against a server that is replaced under them. */
@Tag("slow")
class GuardedRunTest {

    @TempDir
    Path out;

    private EmbeddedServer server = serve("m", 0);

    @AfterEach
    void ends() {
        server.close();
    }

    @Test
    void aRestartBetweenForksMakesATrialInvalid() throws IOException {
        ResultBundle bundle = run("well", "m", 2);

        TrialResult trial = MoodyRuns.only(bundle);
        assertThat(trial.validity().findings()).extracting(Finding::check).contains("server.restarted");
        assertThat(bundle.result().verdict()).isEqualTo(RunVerdict.INVALID);
    }

    @Test
    void aRestartBetweenIterationsIsNamedWithItsIteration() throws IOException {
        int port = server.baseUri().getPort();
        ResultBundle bundle = new Runner(
                        options("well")
                                .set(Settings.FORKS, 1)
                                .set(Settings.MEASUREMENT_ITERATIONS, 4)
                                .build(),
                        new RunListener() {
                            @Override
                            public void windowEnded(WindowProgress progress) {
                                if (progress.window() == 2) {
                                    server.close();
                                    server = serve("m", port);
                                }
                            }
                        })
                .run();

        assertThat(MoodyRuns.only(bundle).validity().findings())
                .filteredOn(finding -> finding.check().equals("server.restarted"))
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .matches("by the end of iteration [2-4] of fork 1, the server restarted \\(.*");
        assertThat(bundle.result().verdict()).isEqualTo(RunVerdict.INVALID);
    }

    @Test
    void anotherModelInItsPlaceIsRejected() throws IOException {
        TrialResult second = run("well,well2", "n", 1).result().trials().get(1);

        assertThat(second.error().orElseThrow()).startsWith("since the run's first trial: the server is not the one");
        assertThat(second.windows()).isEmpty();
    }

    @Test
    void anotherReleaseIsRejected() {
        assertThatThrownBy(() -> new Runner(options("well")
                                .set("server.release", List.of("0.31.0"))
                                .build())
                        .run())
                .isInstanceOf(UsageException.class)
                .hasMessageMatching("server.release = 0.31.0: the server at http://127.0.0.1:\\d+ reports version .*");
        assertThat(out).isEmptyDirectory();
    }

    /** Runs; from the second fork or trial on another server is there, with another model if it is named otherwise. */
    private ResultBundle run(String moods, String model, int forks) throws IOException {
        int port = server.baseUri().getPort();
        return new Runner(
                        options(moods.split(",", -1)).set(Settings.FORKS, forks).build(), new RunListener() {
                            private int started;

                            @Override
                            public void forkStarted(int fork, int of, boolean warmup) {
                                replace();
                            }

                            @Override
                            public void trialStarted(WorkloadPlan plan, int trial) {
                                if (forks == 1) {
                                    replace();
                                }
                            }

                            private void replace() {
                                if (++started == (forks == 1 ? 3 : 2)) {
                                    server.close();
                                    server = serve(model, port);
                                }
                            }
                        })
                .run();
    }

    private RunOptions.Builder options(String... moods) {
        return MoodyRuns.options(out, moods).target(server.baseUri().toString());
    }

    private static EmbeddedServer serve(String model, int port) {
        return EmbeddedServer.start(
                ServeOptions.builder().model(model).port(port).build());
    }
}
