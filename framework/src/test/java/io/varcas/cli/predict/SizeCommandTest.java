package io.varcas.cli.predict;

import static io.varcas.cli.predict.CommandRun.H100;
import static io.varcas.cli.predict.CommandRun.json;
import static io.varcas.cli.predict.CommandRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.predict.CommandRun.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class SizeCommandTest {

    @TempDir
    Path directory;

    @Test
    void sizeSaysWhoPassesAtWhatCostAndHowToStartIt() {
        Said said = run("size --model llama-3.1-8b --users 10000 " + H100);

        assertThat(said.exit()).isEqualTo(ExitCode.MET);
        assertThat(said.out())
                .startsWith("Predicted, not measured: llama-3.1-8b for chat of 10,000 users, headroom 25 %")
                .contains("Meets every objective, by cost (1 of 1)")
                .containsPattern("ttft\\.p95 +500 +\\d")
                .contains("USD/month of 730 h", "USD/1k output tokens", "Tail: TTFT p95", "KV pool")
                .containsPattern("vllm serve meta-llama/\\S+ .*--max-num-seqs 1024")
                .contains("vLLM, safe")
                .doesNotContain("NaN", "null");
    }

    @Test
    void aCountOfGpusNeedsTheirType() {
        Said said = run("size --model llama-3.1-8b --users 100 --gpu-count 4");

        assertThat(said.exit()).isNotEqualTo(ExitCode.MET);
        assertThat(said.err()).contains("a custom machine needs --gpu-type");
    }

    @Test
    void sizeAnswersInJsonToo() throws IOException {
        JsonNode root = json("size --model llama-3.1-8b --rate 20 --headroom 50 " + H100);
        JsonNode best = root.path("recommendations").path(0);

        assertThat(root.path("origin").asText()).isEqualTo("predicted");
        assertThat(root.path("input").path("headroomPercent").asDouble()).isEqualTo(50);
        assertThat(best.path("meetsSla").asBoolean()).isTrue();
        assertThat(best.path("burstFactor").asDouble()).isGreaterThanOrEqualTo(1.5);
        assertThat(best.path("cost").path("usdPerRequest").asDouble() * 20 * 3_600)
                .isCloseTo(best.path("cost").path("usdPerHour").asDouble(), withinPercentage(0.01));
        assertThat(best.path("performance")
                        .path("ttftMillis")
                        .path("p95")
                        .path("value")
                        .asDouble())
                .isPositive();
        assertThat(best.path("vllmCommands").path("performance").path("command").asText())
                .startsWith("vllm serve ");
    }

    @Test
    void settingsOfTheServerCanBeGiven() throws IOException {
        JsonNode best = json("size --model llama-3.1-8b --rate 20 --max-num-seqs 100 --max-num-batched-tokens 4096"
                        + " --tensor-parallel 1 --pipeline-parallel 1 --kv-cache-dtype fp8 " + H100)
                .path("recommendations")
                .path(0);

        assertThat(best.path("maxNumSeqs").asInt()).isEqualTo(100);
        assertThat(best.path("maxNumBatchedTokens").asInt()).isEqualTo(4_096);
        assertThat(best.path("kvPrecision").asText()).isEqualTo("fp8");
        assertThat(best.path("memoryOfEachGpu").path("kvPoolBytes").asDouble()).isGreaterThan(50e9);
        assertThat(best.path("vllmCommands").path("performance").path("command").asText())
                .contains("--max-num-seqs 100 --max-num-batched-tokens 4096", "--kv-cache-dtype fp8");
    }

    @Test
    void speculativeDecodingIsPartOfTheAnswer() throws IOException {
        String line = "size --model llama-3.1-8b --rate 20 --speculative-tokens 3 --acceptance 70 " + H100;

        assertThat(run(line).out())
                .contains("3 drafts a step, accepted with 70 %, so 2.53 tokens a step", "--speculative-config");
        assertThat(json(line)
                        .path("input")
                        .path("speculativeDecoding")
                        .path("tokensPerStep")
                        .asDouble())
                .isCloseTo(2.533, withinPercentage(0.1));
    }

    @Test
    void poolsOfTheirOwnForPrefillAndDecodeStandBesideTheOthers() throws IOException {
        String line = "size --model llama-3.1-8b --workload rag --rate 5 --disaggregate --instance p5.4xlarge";

        assertThat(run(line).out())
                .contains("Separate pools for prefill and decode, by cost (1 of 1 machines run in the engine)")
                .contains("The KV cache of a prompt takes 15.7 ms at 50 GB/s");
        JsonNode pools = json(line).path("disaggregated").path(0);
        assertThat(pools.path("prefill").path("machines").asInt()).isPositive();
        assertThat(pools.path("decode").path("machines").asInt()).isPositive();
        assertThat(pools.path("ttftMillis").path("p95").asDouble()).isPositive();
        assertThat(run("size -m llama-3.1-8b --users 3 --disaggregate " + H100).err())
                .contains("the demand is users; give requests per second");
    }

    @Test
    void machinesThatAreThereTakeSoMuch() throws IOException {
        String line =
                "size -m llama-3.1-8b --machines 4 --gpu-type l40s --max-num-seqs 256 --max-num-batched-tokens 2048";

        assertThat(run(line + " --rate 30").out())
                .contains("Maximum load of 4 machine(s) that meets every objective with 25 % headroom, by engine"
                        + " simulation")
                .contains("In full: 4 x own/custom")
                .containsPattern("Throughput: 30\\.00 requests/s");
        JsonNode most = json(line);
        assertThat(most.path("capacities").path(0).path("users").asDouble()).isGreaterThan(100);
        assertThat(most.path("recommendations")
                        .path(0)
                        .path("requestsPerSecond")
                        .asDouble())
                .as("without a demand, at the most they can take")
                .isEqualTo(most.path("capacities")
                        .path(0)
                        .path("requestsPerSecond")
                        .asDouble());
    }

    @Test
    void aChangeIsAnsweredBesideTheQuestion() throws IOException {
        JsonNode root = json("size -m llama-3.1-8b --rate 200 " + H100 + " --what-if quantization=fp8");

        assertThat(root.path("whatIf").findValuesAsText("change")).containsExactly("as asked", "quantization=fp8");
        assertThat(root.path("whatIf").path(1).path("tpotMillis").path("p50").asDouble())
                .isPositive();
        assertThat(root.path("whatIf").path(1).path("layout").asText()).startsWith("TP1 fp8");
    }

    @Test
    void machinesFollowADay() throws IOException {
        String line = "size -m llama-3.1-8b --load-curve 200,100,20,100 --startup 6m " + H100;

        assertThat(run(line).out()).contains("Machines that follow the daily load, by cost", "By the hour");
        JsonNode day = json(line).path("days").path(0);
        assertThat(day.path("hours")).hasSize(4);
        assertThat(day.path("usdPerDay").asDouble())
                .isLessThan(day.path("usdPerDayAtPeak").asDouble());
    }

    @Test
    void pricesOfOnesOwnReplaceThoseOfTheCatalog() throws IOException {
        assertThat(json("size -m llama-3.1-8b --rate 20 --price p5.4xlarge=2.5 " + H100)
                        .path("recommendations")
                        .path(0)
                        .path("cost")
                        .path("usdPerHour")
                        .asDouble())
                .isEqualTo(2.5);
        String bought = "size -m llama-3.1-8b --rate 20 --check 0 --gpu-type h100-sxm --purchase-usd 35040"
                + " --lifetime-years 4 --watts 1000 --pue 1.5 --usd-per-kwh 0.2";
        assertThat(json(bought)
                        .path("recommendations")
                        .path(0)
                        .path("cost")
                        .path("usdPerHour")
                        .asDouble())
                .isCloseTo(1.3, withinPercentage(0.01));
        assertThat(run(bought).out()).contains("purchase of 35,040 USD over 4 years, 1,000 W at 0.2 USD/kWh");
        assertThat(run("size -m llama-3.1-8b --rate 20 --pricing reservation --check 0")
                        .out())
                .contains("reservation");
    }

    @Test
    void aChangedPromiseChangesTheAnswer() throws IOException {
        String line = "size --model llama-3.1-8b --rate 100 " + H100;

        assertThat(json(line + " -sla tpot.p50<=8ms")
                        .path("recommendations")
                        .path(0)
                        .path("instancesNeeded")
                        .asInt())
                .isGreaterThan(json(line)
                        .path("recommendations")
                        .path(0)
                        .path("instancesNeeded")
                        .asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-sla tpot.p50=1", "--max-price 1", "-sla tpot.p50=1 -rf json"})
    void sizeEndsAsABrokenObjectiveDoesIfNothingPasses(String impossible) {
        Said said = run("size --model llama-3.1-8b --rate 100 " + H100 + " " + impossible);

        assertThat(said.exit()).isEqualTo(ExitCode.BROKEN);
        assertThat(said.out()).as("what comes nearest is still shown").contains("p5.4xlarge");
    }

    @Test
    void aContradictingEndToEndPromiseIsPointedOut() {
        assertThat(run("size --model llama-3.1-8b --rate 1 -sla e2e.p50=2000 " + H100)
                        .out())
                .contains("WARNING: e2e.p50 of 2000 ms contradicts TTFT and TPOT, which allow 6700 ms for 131 tokens,"
                        + " the p50 of outputs");
    }

    @Test
    void sizesMachinesOfOnesOwn() throws IOException {
        Path configs = directory.resolve("configs.json");
        Files.writeString(configs, """
            {"configs": [{"name": "rack", "gpu_type": "L4", "gpu_count": 4, "vcpus": 32, "memory_gb": 256},
                         {"name": "big", "gpu_type": "l4", "gpu_vram_gb": 48, "usd_per_hour": 1.5}]}
            """);

        assertThat(run("size -m qwen2.5-7b --rate 1 --check 0 --configs-file", configs.toString())
                        .out())
                .contains("own/rack", "own/big", "l4-48gb")
                .doesNotContain("aws/");
        assertThat(run("size -m qwen2.5-0.5b --rate 1 --check 0 --gpu-type t4 --gpu-count 2")
                        .out())
                .contains("own/custom", "Cost: no price is known");
    }

    @Test
    void queueModelsStandBesideThePrediction() throws IOException {
        String line = "size --model llama-3.1-8b --rate 20 --queue-models " + H100;

        assertThat(run(line).out())
                .contains("Queue models of a replica at 20.00 requests/s: approximations; the formula predicts a TTFT"
                        + " p95 of")
                .containsPattern("M/M/c +each of \\d+ places serves a request")
                .contains("M/G/1 is right for");
        JsonNode queues = json(line).path("recommendations").path(0).path("queueModels");
        assertThat(queues).hasSize(5);
        assertThat(queues.path(0).path("waitMillis").path("p99").asDouble())
                .isGreaterThan(queues.path(0).path("meanWaitMillis").asDouble());
        assertThat(queues.path(4).path("meanWaitMillis").isNull()).isTrue();
    }

    @Test
    void listsWhatIsKnown() {
        assertThat(run("size --list-zones").out()).contains("us-east-1");
        assertThat(run("size --list-gpus").out()).contains("h100-sxm");
        assertThat(run("size --list-models").out()).contains("meta-llama/Llama-3.1-8B");
        assertThat(run("size --list-workloads").out()).contains("chat", "rag", "code");
    }

    @Test
    void whatServesNothingIsSaidOnceWithTheReason() {
        assertThat(run("size -m llama-3.1-8b --users 10 --gpu t4 -q bf16").out())
                .containsOnlyOnce("No machine meets every objective")
                .contains("has no bf16 units; use fp16 (--dtype half)");
    }
}
