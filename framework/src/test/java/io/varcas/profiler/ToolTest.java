package io.varcas.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its stub tools are shell scripts")
@Timeout(30)
class ToolTest {

    @TempDir
    Path folder;

    @Test
    void namesWhatToInstall() {
        assertThat(new Tool(folder.resolve("absent").toString(), "install it").obstacle())
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("cannot be started; install it, or name it by tool="));
    }

    @Test
    void runsInTheLocaleC() throws IOException {
        Tool tool = new Tool(new StubTool(folder, "t", "echo $LC_ALL").path(), "");

        assertThat(tool.require(Duration.ofSeconds(10), List.of("x")).strip()).isEqualTo("C");
    }

    @Test
    void reportsTheLastLineOfAFailure() throws IOException {
        Tool tool = new Tool(new StubTool(folder, "t", "echo one; echo no permission >&2; exit 3").path(), "");

        assertThatThrownBy(() -> tool.require(Duration.ofSeconds(10), List.of("go")))
                .hasMessageEndingWith("t go failed with exit code 3: no permission");
    }

    @Test
    void endsACallThatHangsWithItsChildren() throws IOException {
        Tool tool = new Tool(new StubTool(folder, "t", "sleep 60 & echo $! > child; wait").path(), "");

        assertThatThrownBy(() -> tool.call(Duration.ofMillis(500), List.of("go")))
                .hasMessageContaining("did not end within");
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        Optional<ProcessHandle> left = ProcessHandle.of(child);
        left.ifPresent(handle -> handle.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        assertThat(left.filter(ProcessHandle::isAlive)).isEmpty();
    }
}
