package io.varcas.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.varcas.annotation.Profile;
import io.varcas.result.ResultBundle;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.runner.MoodyWorkload;
import io.varcas.runner.RunListener;
import io.varcas.runner.RunOptions;
import io.varcas.runner.Runner;
import io.varcas.setting.Settings;
import io.varcas.validity.Validity.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A load generator that somebody else sends a signal to, while it measures. */
@Tag("slow")
@Timeout(120)
class SignalledForkTest {

    @TempDir
    Path out;

    private final List<String> notes = new ArrayList<>();

    @BeforeAll
    static void needsSignals() throws IOException, InterruptedException {
        assumeTrue(isSent("0", ProcessHandle.current().pid()), "there is no kill command");
    }

    @Test
    void standingStillIsToldAndMakesTheTrialInvalid() throws IOException {
        TrialResult trial = run("1500ms", "STOP", "CONT");

        assertThat(trial.status()).isEqualTo(Status.COMPLETED);
        assertThat(trial.validity().isValid()).isFalse();
        assertThat(trial.validity().findings())
                .filteredOn(finding -> finding.check().equals("client.standstill"))
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .startsWith("the client was suspended for");
    }

    @Test
    void aKilledOneIsAFailedTrial() throws IOException {
        TrialResult trial = run("1h", "KILL");

        assertThat(trial.status()).isEqualTo(Status.FAILED);
        assertThat(trial.error().orElseThrow()).startsWith("the forked JVM was killed (signal 9)");
    }

    @Test
    void oneThatWasToldToEndKeepsWhatItMeasured() throws IOException {
        TrialResult trial = run("1h", "TERM");

        assertThat(trial.status()).isEqualTo(Status.INTERRUPTED);
        assertThat(trial.windows()).isNotEmpty();
        assertThat(notes).contains("fork 1 was stopped by a signal; its measurements are kept");
    }

    /** Sends signals half a second apart once responses have come in. */
    private TrialResult run(String time, String... signals) throws IOException {
        RunOptions options = RunOptions.builder()
                .include(MoodyWorkload.NAME)
                .set("mood", List.of("telling"))
                .set(Settings.WARMUP_ITERATIONS, 0)
                .set(Settings.MEASUREMENT_ITERATIONS, 2)
                .set("measurement.time", List.of(time))
                .profiler(Profile.TELEMETRY)
                .out(out)
                .build();
        long[] pid = new long[1];
        boolean[] sent = new boolean[1];
        Runner runner = new Runner(options, new RunListener() {
            @Override
            public void output(String line) {
                pid[0] = Long.parseLong(line.substring("pid ".length()));
            }

            @Override
            public void live(LiveProgress progress) {
                if (!sent[0] && progress.completed() > 0) {
                    sent[0] = true;
                    send(pid[0], signals);
                }
            }

            @Override
            public void note(String line) {
                notes.add(line);
            }
        });
        ResultBundle bundle = runner.run();
        assertThat(bundle.result().trials()).hasSize(1);
        return bundle.result().trials().get(0);
    }

    private static void send(long pid, String... signals) {
        try {
            for (String signal : signals) {
                assertThat(isSent(signal, pid)).isTrue();
                Thread.sleep(500); // long enough to be no hiccup of a busy machine
            }
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static boolean isSent(String signal, long pid) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
