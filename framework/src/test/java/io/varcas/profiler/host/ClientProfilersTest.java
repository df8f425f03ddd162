package io.varcas.profiler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.StubTool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ClientProfilersTest {

    @TempDir
    Path folder;

    @Test
    void recordsTheClientByFlightRecorder() {
        Profiler jfr = named("jfr");
        assertThat(jfr.obstacle(context())).isEmpty();

        ProfilerResult result = captured(jfr);

        assertThat(result.problem()).isEmpty();
        assertThat(result.files()).containsExactly("client.jfr");
        assertThat(folder.resolve("client.jfr")).isNotEmptyFile();
        assertThat(result.value("client.samples")).isPresent();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its stub tool is a shell script")
    void sumsUpTheStacksOfAsyncProfiler() throws IOException {
        StubTool asprof = asprof("printf 'Main.run;io/varcas/A.a 3\\nMain.run;B.b 1\\n' > \"$file\"");

        ProfilerResult result = captured(named("async:event=itimer;tool=" + asprof.path()));

        String pid = String.valueOf(ProcessHandle.current().pid());
        assertThat(result.problem()).isEmpty();
        assertThat(asprof.calls())
                .contains("start -e itimer " + pid)
                .anyMatch(call -> call.startsWith("stop -o collapsed"));
        assertThat(result.value("client.samples")).hasValue(4);
        assertThat(result.value("client.hot.1").orElseThrow()).isCloseTo(75, within(1e-9));
        assertThat(result.attachments().get(0).text()).contains("75.00 %  io.varcas.A.a");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its stub tool is a shell script")
    void failsIfAsyncProfilerTookNoSamples() throws IOException {
        assertThat(captured(named("async:tool=" + asprof(": > \"$file\"").path()))
                        .problem())
                .hasValue("async-profiler took no samples of cpu");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its stub tool is a shell script")
    void namesTheFileOfARecordingAtItsStart() throws IOException {
        StubTool asprof = asprof("echo recording > \"$file\"");

        assertThat(captured(named("async:output=jfr;tool=" + asprof.path())).files())
                .containsExactly("client-async.jfr");
        assertThat(asprof.calls())
                .anyMatch(call -> call.startsWith("start -e cpu -o jfr -f " + folder.resolve("client-async.jfr")));
    }

    /** The library is not part of the build: {@code -Dasync.library=libasyncProfiler.so} names one to run with. */
    @ParameterizedTest
    @ValueSource(strings = {"collapsed", "flamegraph", "jfr"})
    void profilesThisJvmByTheLibrary(String output) {
        String library = System.getProperty("async.library", "");
        assumeTrue(!library.isEmpty(), "async.library is not set (the library of tools.profiler:async-profiler)");
        ProfilerRun run =
                named("async:event=itimer;output=" + output + ";lib=" + library).start(context());
        run.measuring();
        double work = 0;
        for (long end = System.nanoTime() + 500_000_000; System.nanoTime() < end; ) {
            work += Math.sin(work);
        }
        run.measured();
        ProfilerResult result = run.stop();

        assertThat(result.problem()).as("work %s", work).isEmpty();
        assertThat(folder.resolve(result.files().get(0))).isNotEmptyFile();
    }

    @Test
    void namesWhatIsMissingOrWrong() {
        assertThat(named("async:lib=" + folder.resolve("none.so")).obstacle(context()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("none.so cannot be read"));
        assertThatThrownBy(() -> named("async:lib=a;tool=b")).hasMessageContaining("tool and lib are set");
        assertThat(named("async:tool=" + folder.resolve("none")).obstacle(context()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("install async-profiler"));
        assertThatThrownBy(() -> named("async:output=svg"))
                .hasMessageContaining("must be one of collapsed, flamegraph, jfr");
        assertThatThrownBy(() -> named("jfr:settings=all")).hasMessageContaining("must be profile or default");
    }

    private StubTool asprof(String stop) throws IOException {
        return new StubTool(
                folder,
                "asprof",
                "[ \"$1\" = stop ] || exit 0\nwhile [ $# -gt 0 ]; do [ \"$1\" = -f ] && file=$2; shift; done\n" + stop);
    }

    private static ProfilerResult captured(Profiler profiler, ProfilerContext context) {
        ProfilerRun run = profiler.start(context);
        run.measuring();
        run.measured();
        return run.stop();
    }

    private ProfilerResult captured(Profiler profiler) {
        return captured(profiler, context());
    }

    private static Profiler named(String text) {
        return Profiler.named(text, ClientProfilersTest.class.getClassLoader());
    }

    private ProfilerContext context() {
        return new ProfilerContext(Optional.empty(), System::nanoTime, Duration.ofMillis(100)).withFolder(folder);
    }
}
