package io.varcas.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks before a start, with stub programs in the place of vllm and nvidia-smi. */
class LaunchChecksTest {

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();

    @BeforeEach
    void programs() throws IOException {
        program("vllm", """
            echo asked >> %s
            [ "$2" = --help=all ] || exit 1
            echo 'usage: vllm serve [model_tag] [options]'
            echo '  --tensor-parallel-size TENSOR_PARALLEL_SIZE, -tp TENSOR_PARALLEL_SIZE'
            echo '  --enable-prefix-caching, --no-enable-prefix-caching'
            echo '                        - not --a-flag'
            echo '  --max-num-seqs N      Maximum number. --nor-this'
            echo '  --profiler-config PROFILER_CONFIG'
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do echo "  --flag-$i N"; done
            """.formatted(folder.resolve("asked")));
    }

    @Test
    void refusesUnknownFlagsWithTheNearest() throws IOException {
        assertThatThrownBy(() -> check("--max-num-seq 8 --max-num-sequences 8"))
                .isInstanceOf(LaunchException.class)
                .hasMessage("unknown flag --max-num-sequences of vllm serve m; did you mean --max-num-seqs?");
        assertThatThrownBy(() -> check("--a-flag")).hasMessageStartingWith("unknown flag --a-flag");
        check("--max_num_seqs 8 -tp 2 --no-enable-prefix-caching --profiler-config.profiler torch -O3");
        assertThat(Files.readAllLines(folder.resolve("asked"))).as("asked once").hasSize(1);
        assertThat(steps).containsOnlyOnce("reading the flags of vllm, once for this installation");
    }

    @Test
    void saysThatFlagsCouldNotBeChecked() throws IOException {
        program("vllm", "echo broken; exit 3");
        check("--whatever 8");
        assertThat(notes)
                .contains("the flags were not checked before the start: vllm serve --help=all: it lists no flags (exit"
                        + " code 3)");
        LaunchSpec script = LaunchSpec.parse("launch:sleep --port 8");
        new LaunchChecks(script, script.command(), Map.of(), events()).check();
        assertThat(steps).anyMatch(note -> note.startsWith("the flags of sleep are not checked"));
    }

    @Test
    void saysThatGpuMemoryIsUnknown() throws IOException {
        check("");
        assertThat(steps).contains("the free GPU memory is unknown: nvidia-smi is not on the PATH");
        program("nvidia-smi", "echo 'NVIDIA-SMI has failed because it could not communicate with the driver'; exit 9");
        check("");
        assertThat(notes)
                .contains("the free GPU memory is unknown: nvidia-smi: NVIDIA-SMI has failed because it could not"
                        + " communicate with the driver");
    }

    @Test
    void refusesTooLittleGpuMemory() throws IOException {
        program("nvidia-smi", "echo '0, 12595, 81920'; echo '1, 81000, 81920'");
        assertThatThrownBy(() -> check("--gpu-memory-utilization 0.9"))
                .hasMessage(
                        "GPU 0 has 12.3 of 80.0 GiB free, and the server needs 72.0 GiB for --gpu-memory-utilization"
                                + " 0.9; end what uses it (nvidia-smi lists it), or lower the flag");
        check("");
        assertThat(notes).anyMatch(note -> note.startsWith("GPU 0 has 12.3 of 80.0 GiB free"));
        check("--gpu-memory-utilization 0.1");
    }

    private void check(String flags) throws IOException {
        LaunchSpec spec = LaunchSpec.parse("launch:vllm serve m " + flags);
        Map<String, String> environment = Map.of(
                "PATH",
                folder + ":/usr/bin:/bin",
                "XDG_CACHE_HOME",
                folder.resolve("cache").toString());
        if (flags.contains("utilization")) {
            GpuMemory.check(spec.command(), environment, events());
        } else {
            new LaunchChecks(spec, spec.command(), environment, events()).check();
        }
    }

    private LaunchEvents events() {
        return new LaunchEvents() {
            @Override
            public void note(String line) {
                notes.add(line);
            }

            @Override
            public void step(String line) {
                steps.add(line);
            }
        };
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
