package io.varcas.profiler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
                .hasValue("asprof took no samples of cpu");
    }

    @Test
    void namesWhatIsMissingOrWrong() {
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
