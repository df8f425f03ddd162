package io.varcas.result.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StartLogTest {

    /** Written by vLLM 0.32.0 on a CPU, shortened, its folders renamed. */
    @Test
    void readsTheLogOfARealServer() throws Exception {
        StartLog log = StartLog.read(resource("start-0.32.0-no-prefix-cache.txt"));
        assertThat(log.facts())
                .containsEntry(ServerProperty.VERSION, "0.32.0")
                .containsEntry(ServerProperty.MODEL, "/models/smollm2-135m")
                .containsEntry(ServerProperty.DTYPE, "float32")
                .containsEntry(ServerProperty.QUANTIZATION, "none")
                .containsEntry(ServerProperty.PREFIX_CACHE, "off")
                .containsEntry(ServerProperty.GRAPHS, "none")
                .containsEntry(ServerProperty.KV_TOKENS, "46592")
                .containsEntry(ServerProperty.CONTEXT, "2048")
                .containsEntry(ServerProperty.MAX_BATCHED_TOKENS, "512")
                .containsEntry(ServerProperty.DEVICE, "cpu")
                .doesNotContainKeys(ServerProperty.REVISION, ServerProperty.ATTENTION, ServerProperty.GPU);
        assertThat(log.flags().orElseThrow().commandLine())
                .isEqualTo("--api-key *** --dtype float32 --no-enable-prefix-caching --enforce-eager --host 127.0.0.1"
                        + " --max-model-len 2048 --max-num-batched-tokens 512 --max-num-seqs 16"
                        + " --model /models/smollm2-135m --port 8041 --served-model-name smollm2-135m");
    }

    @Test
    void readsOtherFlagsOfAnotherStart() throws Exception {
        StartLog log = StartLog.read(resource("start-0.32.0-bfloat16.txt"));
        assertThat(log.facts())
                .containsEntry(ServerProperty.DTYPE, "bfloat16")
                .containsEntry(ServerProperty.REVISION, "main")
                .containsEntry(ServerProperty.PREFIX_CACHE, "on")
                .containsEntry(ServerProperty.KV_TOKENS, "93184")
                .containsEntry(ServerProperty.CONTEXT, "1024");
        assertThat(log.flags().orElseThrow().values())
                .containsEntry("api-server-count", "2")
                .containsEntry("seed", "7")
                .containsEntry("served-model-name", "tiny tiny-alias");
    }

    @Test
    void readsALogOfAGpuServerWithoutItsSecrets() throws Exception {
        StartLog log = StartLog.read(resource("start-0.15.1-gpu.txt"));
        assertThat(log.facts())
                .containsEntry(ServerProperty.VERSION, "0.15.1")
                .containsEntry(ServerProperty.QUANTIZATION, "awq")
                .containsEntry(ServerProperty.QUANTIZATION_KERNEL, "awq")
                .containsEntry(ServerProperty.ATTENTION, "FLASHINFER")
                .containsEntry(ServerProperty.GRAPHS, "full_and_piecewise")
                .containsEntry(ServerProperty.TENSOR_PARALLEL, "2")
                .containsEntry(ServerProperty.KV_TOKENS, "18640"); // the smaller of two workers'
        ServerFlags flags = log.flags().orElseThrow();
        assertThat(flags.values())
                .containsEntry("api-key", "***")
                .containsEntry("hf-token", "***")
                .containsEntry("gpu-memory-utilization", "0.85")
                .containsEntry("otlp-traces-endpoint", "http://***@collector:4318/v1/traces")
                .doesNotContainKey("model-tag");
        assertThat(flags.toString())
                .doesNotContain("sk-first", "sk-second", "hf_abc", "deep-secret", "pass-word")
                .contains("'size': 4");
    }

    @Test
    void readsThroughColours() throws Exception {
        assertThat(StartLog.read(resource("start-0.9.2-coloured.txt")).facts())
                .containsEntry(ServerProperty.VERSION, "0.9.2")
                .containsEntry(ServerProperty.ATTENTION, "Flash Attention")
                .containsEntry(ServerProperty.CHUNKED_PREFILL, "on")
                .containsEntry(ServerProperty.GRAPHS, "none");
    }

    @Test
    void takesTheLastOfSeveralStarts(@TempDir Path folder) throws Exception {
        Path both = folder.resolve("server.log");
        Files.writeString(
                both,
                Files.readString(resource("start-0.32.0-no-prefix-cache.txt"))
                        + Files.readString(resource("start-0.32.0-bfloat16.txt")));
        StartLog log = StartLog.read(both);
        assertThat(log.facts())
                .containsEntry(ServerProperty.DTYPE, "bfloat16")
                .containsEntry(ServerProperty.VERSION, "0.32.0")
                .doesNotContainKey(ServerProperty.MAX_BATCHED_TOKENS);
        assertThat(log.flags().orElseThrow().values()).containsEntry("max-num-seqs", "8");
    }

    @Test
    void saysThatAFileIsNoLogOfAStart(@TempDir Path folder) throws IOException {
        Path other = Files.writeString(folder.resolve("other.log"), "GET / 200\nnon-default args\n");
        assertThat(StartLog.read(other).isEmpty()).isTrue();
    }

    @Test
    void readsValuesAsPythonPrintsThem() {
        assertThat(PythonDict.read("{'a': \"it's\", 'b': [1, 2], 'c': {'d': ['x, y'], 'e': None}, 'f': [], 'g': None,"
                        + " 'h': <Mode.FULL: (2, 1)>, 'i': False, 'j': 'cut of"))
                .isEqualTo(Map.of(
                        "a", "it's",
                        "b", "1 2",
                        "c", "{'d': ['x, y'], 'e': None}",
                        "f", "",
                        "h", "<Mode.FULL: (2, 1)>",
                        "i", "false"));
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void readsItsOwnExample(LogPattern pattern) {
        assertThat(pattern.read(pattern.example())).contains(pattern.means());
    }

    static List<LogPattern> patterns() {
        return LogPattern.load();
    }

    static Path resource(String name) throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(StartLogTest.class.getResource(name)).toURI());
    }
}
