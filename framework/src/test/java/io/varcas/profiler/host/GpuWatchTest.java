package io.varcas.profiler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in for nvidia-smi is a shell script")
class GpuWatchTest {

    private final Path folder;
    private final AtomicLong clock = new AtomicLong();
    private final ProfilerContext context = new ProfilerContext(Optional.empty(), clock::get, Duration.ofSeconds(1));

    GpuWatchTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsEachGpuByTheOrderAsked() throws Exception {
        Path tool = tool("""
                case "$*" in *clocks_event_reasons.active*--format=csv,noheader,nounits*--loop-ms=1000*) ;; *) exit 9;; esac
                echo "0, GPU-a, NVIDIA H200, 570.1, 143771, 700.00, 80, 40, 1024, 350.50, 55, 1980, 3201, 0x0000000000000000"
                echo "1, GPU-b, NVIDIA H200, 570.1, 143771, 700.00, 0, 0, 512, [N/A], 30, 345, 3201, 0x0000000000000004"
                """);
        clock.set(5_000_000_000L);
        ProfilerResult result = stopWhenItEnded(new GpuWatch(tool, context));

        assertThat(result.series()).extracting(TimeSeries::name).containsExactly("gpu0", "gpu1");
        assertThat(result.value("gpu0.utilization.max")).hasValue(0.8);
        assertThat(result.value("gpu0.utilization.memory.max")).hasValue(0.4);
        assertThat(result.value("gpu0.power.max")).hasValue(350.5);
        assertThat(result.value("gpu0.clock.sm.min")).hasValue(1980);
        assertThat(result.value("gpu1.power.max")).isEmpty();
        assertThat(result.value("gpu1.temperature.max")).hasValue(30);
        assertThat(result.series().get(1).rows().get(0).values().get(7)).hasValue(1);
        assertThat(result.attachments().get(0).text()).contains("NVIDIA H200").contains("index, uuid, name");
    }

    @Test
    void asksOlderDriversInTheirWords() throws Exception {
        Path tool = tool("""
                case "$*" in *clocks_event_reasons*) echo 'Field "clocks_event_reasons.active" is not a valid field to query.'; exit 2;; esac
                echo "0, GPU-a, Tesla T4, 470.1, 15360, 70.00, 10, 5, 100, 30, 40, 585, 5000, [Not Supported]"
                """);
        ProfilerResult result = stopWhenItEnded(new GpuWatch(tool, context));
        assertThat(result.value("gpu0.clock.memory.min")).hasValue(5000);
        assertThat(result.series().get(0).rows().get(0).values().get(7)).isEmpty();
    }

    @Test
    void asksForNumbersWithoutCommas() throws Exception {
        Path tool = tool("""
                [ "$LC_ALL" = C ] && watts=350.50 || watts=350,50
                echo "0, GPU-a, NVIDIA H200, 570.1, 143771, 700.00, 80, 40, 1024, $watts, 55, 1980, 3201, 0x0000000000000000"
                """);
        assertThat(stopWhenItEnded(new GpuWatch(tool, context)).value("gpu0.power.max"))
                .hasValue(350.5);
    }

    @Test
    void reportsWhatTheToolSaidInsteadOfReadings() throws Exception {
        Path tool = tool("echo 'NVIDIA-SMI has failed because it could not communicate with the driver'; exit 9");
        GpuWatch watch = new GpuWatch(tool, context);
        ProfilerResult result = stopWhenItEnded(watch);
        assertThat(result.summary())
                .singleElement()
                .satisfies(reading -> assertThat(reading.note())
                        .startsWith("not measured: ")
                        .endsWith("it said: NVIDIA-SMI has failed because it could not communicate with the driver"));
    }

    @Test
    void endsTheToolWithTheRun() throws Exception {
        Path tool = tool("echo $$ > \"$0.pid.part\"; mv \"$0.pid.part\" \"$0.pid\"; exec sleep 600");
        GpuWatch watch = new GpuWatch(tool, context);
        Path pid = Path.of(tool + ".pid");
        while (!Files.exists(pid)) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        ProcessHandle process =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        watch.stop();
        assertThat(process.onExit().get().isAlive()).isFalse();
    }

    private static ProfilerResult stopWhenItEnded(GpuWatch watch) throws InterruptedException {
        watch.awaitEnd();
        return watch.stop();
    }

    private Path tool(String body) throws IOException {
        Path script = folder.resolve("nvidia-smi");
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }
}
