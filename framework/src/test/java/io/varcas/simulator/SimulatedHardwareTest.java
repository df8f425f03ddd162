package io.varcas.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.deployment.DeploymentSpec;
import io.varcas.roofline.PhysicalStepTime;
import io.varcas.setting.type.SettingException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedHardwareTest {

    @Test
    void takesItsTimesAndItsMemoryFromTheHardware() {
        ServeOptions options =
                SimulatedTarget.parse("sim:h100,model=llama-3.1-8b,precision=fp8,max-num-seqs=64,seed=7");
        SimulatedEngine engine = options.engine();
        assertThat(engine.law()).isInstanceOf(PhysicalStepTime.class);
        assertThat(engine.limits()).isEqualTo(engine.hardware().orElseThrow().engineLimits());
        assertThat(engine.limits().maxNumSeqs()).isEqualTo(64);
        assertThat(engine.ingress()).isEqualTo(engine.hardware().orElseThrow().ingress());
        assertThat(engine.description())
                .isEqualTo("llama-3.1-8b in fp8 on 1 x NVIDIA H100 SXM 80 GB, step times by vllm-current");
        assertThat(options.seed()).isEqualTo(7);
        assertThat(options.model()).isEqualTo("llama-3.1-8b");
    }

    @Test
    void servesTheModelUnderEveryNameItHas() {
        ServeOptions options = SimulatedTarget.parse("sim:h100,served-model-name=mine");
        assertThat(options.model()).isEqualTo("mine");
        assertThat(options.served()).contains("mine", "llama-3.1-8b", "meta-llama/Llama-3.1-8B-Instruct");
    }

    @Test
    void putsHardwareInFrontOfOtherOptions() {
        assertThat(SimulatedTarget.on(DeploymentSpec.parse("h100,tp=2"), "sim:seed=1"))
                .isEqualTo("sim:h100,tp=2,seed=1");
        assertThat(SimulatedTarget.on(DeploymentSpec.parse("h100"), "sim:")).isEqualTo("sim:h100");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "h1000|unknown GPU \"h1000\"; did you mean \"h100\"?",
                "h100,model=lama-3.1-8b|unknown model \"lama-3.1-8b\"; did you mean \"llama-3.1-8b\"?",
                "t4,precision=bf16|has no bf16 units; use fp16",
                "t4,model=llama-3.1-8b|does not fit: weights 15.0 GiB",
                "h100,max-num-seq=4|unknown option \"max-num-seq\"; did you mean \"max-num-seqs\"?",
                "h100,step-base=1ms|option step-base does not go with an accelerator",
                "tp=2|tp needs an accelerator, as in sim:h100,tp=2",
                "h100,tp|option tp needs a value, as in tp=1",
                "h100,tp=2,tp=2|option tp is given twice",
            })
    void refusesBeforeAnythingStarts(String options, String message) {
        assertThatThrownBy(() -> SimulatedTarget.parse("sim:" + options))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("sim:" + options + ": ")
                .hasMessageContaining(message)
                .extracting(Throwable::getMessage)
                .satisfies(text -> assertThat(text).doesNotContain("\n"));
    }

    @Test
    void countsEachReplicaOnItsOwn() throws IOException, InterruptedException {
        try (EmbeddedServer server =
                EmbeddedServer.start(SimulatedTarget.parse("sim:h100,replicas=2,router=round-robin"))) {
            Calls calls = new Calls(server.baseUri());
            for (int i = 0; i < 3; i++) {
                assertThat(
                                calls.post(
                                        "/v1/completions",
                                        "{\"model\":\"llama-3.1-8b\",\"prompt\":\"Hello there\",\"max_tokens\":4,\"ignore_eos\":true}"))
                        .contains("\"completion_tokens\":4");
            }
            String page = calls.get("/metrics");
            assertThat(page)
                    .contains("vllm:generation_tokens_total{engine=\"0\",model_name=\"llama-3.1-8b\"} 8.0")
                    .contains("vllm:generation_tokens_total{engine=\"1\",model_name=\"llama-3.1-8b\"} 4.0")
                    .contains("vllm:kv_cache_usage_perc{engine=\"1\"")
                    .contains("gpu_memory_utilization=\"0.92\"")
                    .contains("vllm:time_to_first_token_seconds_count{engine=\"1\",model_name=\"llama-3.1-8b\"} 1.0");
            assertThat(page.lines().filter(line -> line.startsWith("# TYPE")))
                    .as("each family is declared once")
                    .doesNotHaveDuplicates();
        }
    }

    private record Calls(URI base, HttpClient client) {

        Calls(URI base) {
            this(
                    base,
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
        }

        String get(String path) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(base.resolve(path)).build());
        }

        String post(String path, String json) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(base.resolve(path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json))
                    .build());
        }

        private String send(HttpRequest request) throws IOException, InterruptedException {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
