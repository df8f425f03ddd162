package io.varcas.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFolderTest {

    private static final Path TRACES = Path.of("/data/traces");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "launch:vllm serve m --profiler-config"
                        + " '{\"profiler\":\"torch\",\"torch_profiler_dir\":\"/data/traces\"}'",
                "launch:vllm serve m --profiler-config.profiler torch --profiler-config.torch_profiler_dir"
                        + " /data/traces",
                "launch:./start.sh --profiler-config.torch-profiler-dir=/data/traces",
                "launch:VLLM_TORCH_PROFILER_DIR=/data/traces vllm serve m"
            })
    void readsTheFolderOfACommand(String target) {
        assertThat(TraceFolder.of(LaunchSpec.parse(target))).contains(TRACES);
        assertThat(TraceFolder.added(LaunchSpec.parse(target), Path.of("/other")))
                .isEqualTo(LaunchSpec.parse(target));
    }

    @Test
    void resolvesARelativeFolderWhereTheServerRuns() {
        LaunchSpec spec = LaunchSpec.parse("launch:vllm serve m --profiler-config.torch_profiler_dir traces");
        assertThat(TraceFolder.of(spec)).contains(Path.of("traces").toAbsolutePath());
    }

    @Test
    void doesNotTakeTheFolderOfAContainerForOneOfThisMachine() {
        LaunchSpec spec = LaunchSpec.of(
                ServerCommand.parse("docker run -p 8000:8000 vllm/vllm-openai --profiler-config.torch_profiler_dir /t"),
                Map.of());
        assertThat(TraceFolder.of(spec)).isEmpty();
        assertThat(TraceFolder.added(spec, TRACES)).isEqualTo(spec);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"profiler_config\": {\"torch_profiler_dir\": \"/data/traces\"}}",
                "{profiler-config={'profiler': 'torch', 'torch_profiler_dir': '/data/traces'}}",
                "ProfilerConfig(profiler='torch', torch_profiler_dir='/data/traces')"
            })
    void findsTheFolderInWhatAServerReports(String text) {
        assertThat(TraceFolder.in(text)).contains(TRACES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "torch_profiler_dir=None", "torch_profiler_dir=''", "{\"torch_profiler_dir\": \"here\"}"})
    void findsNoneWhereNoneIsReported(String text) {
        assertThat(TraceFolder.in(text)).isEmpty();
    }

    @Test
    void setsUpTheProfilerOfAVllmThatIsNotToldHow() {
        LaunchSpec added = TraceFolder.added(LaunchSpec.parse("launch:vllm serve m --port 8000"), TRACES);
        assertThat(added.command())
                .hasToString("vllm serve m --port 8000 --profiler-config.profiler torch"
                        + " --profiler-config.torch_profiler_dir /data/traces"
                        + " --profiler-config.torch_profiler_with_stack false --profiler-config.ignore_frontend true");
        LaunchSpec script = LaunchSpec.parse("launch:./start.sh --port 8000");
        assertThat(TraceFolder.added(script, TRACES)).isEqualTo(script);
    }
}
