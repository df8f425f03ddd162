package io.varcas.result.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.client.ServedModel;
import io.varcas.client.ServerFacts;
import io.varcas.client.ServerRoute;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ServerIdentityTest {

    /** The pages and the log are of one start of a real server. */
    @Test
    void agreesOverAllSourcesOfARealServer() throws Exception {
        ServerIdentity identity = read("0.32.0", "server-info-0.32.0.json", "start-0.32.0-no-prefix-cache.txt");
        assertThat(identity.contradictions()).isEmpty();
        assertThat(identity.fact(ServerProperty.VERSION).orElseThrow().sources())
                .containsExactly(FactSource.VERSION, FactSource.SERVER_INFO, FactSource.LOG);
        assertThat(identity.fact(ServerProperty.KV_TOKENS))
                .contains(new ServerFact(
                        ServerProperty.KV_TOKENS,
                        "46592",
                        List.of(FactSource.METRICS, FactSource.SERVER_INFO, FactSource.LOG)));
        assertThat(identity.value(ServerProperty.KV_BLOCKS)).contains("364");
        assertThat(identity.value(ServerProperty.BLOCK_SIZE)).contains("128");
        assertThat(identity.value(ServerProperty.MAX_NUM_SEQS)).contains("16");
        assertThat(identity.value(ServerProperty.PREFIX_CACHE)).contains("off");
        assertThat(identity.value(ServerProperty.SPECULATION)).contains("none");
        assertThat(identity.value(ServerProperty.GPU)).isEmpty();
        assertThat(identity.flags()).isPresent();
    }

    @Test
    void readsTheTextOfServersThatKnowNoJson() throws Exception {
        ServerIdentity identity = read("0.32.0", "server-info-0.32.0-text.json", "start-0.32.0-no-prefix-cache.txt");
        assertThat(identity.contradictions()).isEmpty();
        assertThat(identity.fact(ServerProperty.DTYPE).orElseThrow().sources())
                .containsExactly(FactSource.SERVER_INFO, FactSource.LOG);
    }

    @Test
    void reportsALogOfAnotherServer() throws Exception {
        ServerIdentity identity = read("0.33.0", "server-info-0.32.0.json", "start-0.32.0-bfloat16.txt");
        assertThat(identity.value(ServerProperty.VERSION)).contains("0.33.0");
        assertThat(identity.contradictions())
                .containsExactly(
                        "version: 0.33.0 according to /version, but 0.32.0 according to /server_info",
                        "the server log does not match the running server: version 0.32.0 (the server: 0.33.0), dtype"
                                + " bfloat16 (the server: float32), prefix cache on (the server: off), KV pool tokens"
                                + " 93184 (the server: 46592), max model length 1024 (the server: 2048); is it the log of"
                                + " this server's last start?");
    }

    @Test
    void knowsLittleOfAServerThatSaysLittle() {
        ServerFacts other = new ServerFacts(
                URI.create("http://h"), Optional.empty(), Optional.empty(), List.of(), Set.of(), Map.of());
        assertThat(ServerIdentityReader.read(other, "m", Optional.empty(), Optional.empty(), Map.of()))
                .isEqualTo(ServerIdentity.UNKNOWN);
    }

    @Test
    void countsGpusAndNamesTheirDriver() {
        String info = "{\"vllm_config\": {}, \"system_env\": {\"nvidia_driver_version\": \"580.65.06\","
                + " \"nvidia_gpu_models\": \"GPU 0: NVIDIA L4\\nGPU 1: NVIDIA L4\"}}";
        ServerFacts facts = facts("0.32.0", Map.of(ServerRoute.SERVER_INFO, info));
        ServerIdentity identity =
                ServerIdentityReader.read(facts, "smollm2-135m", Optional.empty(), Optional.empty(), Map.of());
        assertThat(identity.value(ServerProperty.GPU)).contains("2 x NVIDIA L4");
        assertThat(identity.value(ServerProperty.DRIVER)).contains("580.65.06");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in for nvidia-smi is a shell script")
    void asksTheMachineOfALocalServerForItsGpus(@TempDir Path folder) throws IOException {
        Path tool = Files.writeString(
                folder.resolve("nvidia-smi"),
                "#!/bin/sh\necho 'NVIDIA H200, 570.172.08'\necho 'NVIDIA H200, 570.172.08'\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        ServerIdentity identity = ServerIdentityReader.read(
                facts("0.32.0", Map.of()),
                "smollm2-135m",
                Optional.empty(),
                Optional.empty(),
                HostGpus.ask(tool.toString()));
        assertThat(identity.fact(ServerProperty.GPU))
                .contains(new ServerFact(ServerProperty.GPU, "2 x NVIDIA H200", List.of(FactSource.HOST)));
        assertThat(identity.value(ServerProperty.DRIVER)).contains("570.172.08");
        assertThat(HostGpus.ask(folder.resolve("none").toString())).isEmpty();
        Files.writeString(tool, "#!/bin/sh\necho 'No devices were found'\nexit 6\n");
        assertThat(HostGpus.ask(tool.toString())).isEmpty();
    }

    private static ServerIdentity read(String version, String info, String log) throws Exception {
        ServerFacts facts = facts(
                version,
                Map.of(
                        ServerRoute.METRICS,
                        Files.readString(StartLogTest.resource("cache-config-0.32.0.txt")),
                        ServerRoute.SERVER_INFO,
                        Files.readString(StartLogTest.resource(info))));
        return ServerIdentityReader.read(
                facts,
                "smollm2-135m",
                Optional.of(StartLog.read(StartLogTest.resource(log))),
                Optional.empty(),
                Map.of());
    }

    private static ServerFacts facts(String version, Map<ServerRoute, String> pages) {
        ServedModel model = new ServedModel("smollm2-135m", OptionalInt.of(2048), Optional.of("/models/smollm2-135m"));
        return new ServerFacts(
                URI.create("http://h"), Optional.of(version), Optional.of(true), List.of(model), pages.keySet(), pages);
    }
}
