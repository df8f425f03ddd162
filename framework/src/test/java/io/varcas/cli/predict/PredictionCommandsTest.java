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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that predict: {@code roofline}, {@code calibrate}, and what they share with {@code size}. */
@Tag("slow")
class PredictionCommandsTest {

    @TempDir
    Path directory;

    @Test
    void theShapeAModelWasReadAsIsPrinted() throws IOException {
        assertThat(run("size --model llama-3.1-8b --users 100 " + H100).out())
                .contains("Model: 8.03 B parameters, 7.50 B of them active for a token; KV cache of 16 bits:"
                        + " 131,072 bytes a token; no fixed state a sequence")
                .contains("32 layers: 32 full attention; 32 dense; published in 16 bits");
        Path config = Files.writeString(directory.resolve("config.json"), """
            {"model_type": "qwen3_5", "vision_config": {}, "text_config": {"model_type": "qwen3_next",
             "hidden_size": 2048, "num_hidden_layers": 48, "num_attention_heads": 16, "num_key_value_heads": 2,
             "head_dim": 256, "linear_num_key_heads": 16, "linear_num_value_heads": 32,
             "linear_key_head_dim": 128, "linear_value_head_dim": 128, "num_experts": 512,
             "num_experts_per_tok": 10, "moe_intermediate_size": 512, "shared_expert_intermediate_size": 512,
             "vocab_size": 151936}}\
            """);
        String said = run("roofline --gpu h200 --model", directory.toString()).out();
        assertThat(said)
                .contains("KV cache of 16 bits: 24,576 bytes a token; fixed state: 39,518,208 bytes a sequence")
                .contains("48 layers: 12 full attention, 36 linear attention or state space; 48 experts")
                .contains("NOTE: read from text_config; not counted: vision_config");
        JsonNode json = json("roofline --gpu h200 --model " + config);
        assertThat(json.path("architecture").path("stateBytesPerSequence").asDouble())
                .isEqualTo(39_518_208);
    }

    @Test
    void supportShowsWhatCanBePredicted() throws IOException {
        assertThat(run("support -m llama-3.1-8b,deepseek-v3 --gpu t4,h100 -q bf16,fp8")
                        .out())
                .contains("vllm 0.32.0: its flags are known")
                .containsPattern("llama-3\\.1-8b +h100-sxm +bf16 +known +1 ")
                .containsPattern("llama-3\\.1-8b +t4 +bf16 +refused +- +- +NVIDIA T4 .* has no bf16 units")
                .contains("0 calibrated", " known", " refused");
        JsonNode all = json("support");
        assertThat(all.path("combinations")).hasSizeGreaterThan(500);
        assertThat(run("support --gpu h1000").err()).contains("unknown GPU \"h1000\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size -m llama-3.1-8b --rate 1e300 | demand: rate is 1.000e+300 requests/s; it must be at most"
                        + " 1,000,000,000",
                "size -m llama-3.1-8b --users 99999999999999999999 | demand: users is 1.000e+20; it must be at most"
                        + " 1,000,000,000",
                "size -m lama-3.1-8b --users 3 | unknown model \"lama-3.1-8b\"; did you mean \"llama-3.1-8b\"?",
                "size -m llama-3.1-8b --users 3 --gpu h100-smx | unknown GPU \"h100-smx\"; did you mean \"h100-sxm\"?",
                "size -m llama-3.1-8b --users 3 --region us-esat-1 | did you mean \"us-east-1\"?",
                "size -m llama-3.1-8b --users 3 -q fp9 | unknown precision \"fp9\"; did you mean \"fp8\"?",
                "size -m llama-3.1-8b --users 3 --workload caht | unknown workload \"caht\"; did you mean \"chat\"?",
                "size -m llama-3.1-8b --users 3 --rate 4 | --users and --rate are mutually exclusive; remove one",
                "size -m llama-3.1-8b | size needs the demand: --users or --rate",
                "size -m llama-3.1-8b --users 3 --zone a --region b | --zone a and --region b are mutually exclusive",
                "size -m llama-3.1-8b --users -3 | users is -3.0",
                "size -m llama-3.1-8b --users 3 --pricing free | use ondemand, spot or reservation",
                "size -m llama-3.1-8b --users 3 --engine newest | is not a version of vLLM",
                "size -m llama-3.1-8b --users 3 -sla ttfp=3 | such as ttft.p95<=400ms",
                "size -m llama-3.1-8b --users 3 -sla ttft.p95<=4kg | unit",
                "size -m llama-3.1-8b --users 3 --acceptance 70 | --speculative-tokens and --acceptance need each"
                        + " other",
                "size -m llama-3.1-8b --users 3 --speculative-tokens 3 --acceptance 170 | acceptance is 1.7",
                "size -m llama-3.1-8b --users 3 --max-num-seqs 0 | max-num-seqs is 0",
                "size -m llama-3.1-8b --machines 0 | machines is 0",
                "size -m llama-3.1-8b --machines 2 --load-curve 1,2 | --machines and --load-curve are mutually"
                        + " exclusive",
                "size -m llama-3.1-8b --users 3 --load-curve 1,2 | --load-curve and --users contradict; give one",
                "size -m llama-3.1-8b --users 3 --check 0 --what-if nonsense=1 | Unknown option",
                "size -m llama-3.1-8b --users 3 --price p5.4xlarge=cheap | such as p5.48xlarge=40",
                "size -m llama-3.1-8b --users 3 --price p5.5xlarge=3 | unknown instance \"p5.5xlarge\"",
                "size -m llama-3.1-8b --users 3 --purchase-usd 4 | needs --gpu-type",
                "size -m llama-3.1-8b --users 3 --gpu-type l4 --purchase-usd 4 --usd-per-hour 3 | mutually exclusive;"
                        + " remove one",
                "size -m llama-3.1-8b --users 3 --vcpus 4 | needs --gpu-type",
                "roofline -hardware t4,model=llama-3.1-8b,precision=bf16 | has no bf16 units; use fp16 (--dtype half)",
                "roofline -hardware t4,model=llama-3.1-8b,precision=fp8 | NVIDIA T4 (compute capability 7.5) has no"
                        + " units for fp8",
                "roofline -hardware h100,model=llama-3.1-8b,tp=3 | 32 heads and 8 KV heads do not split over 3 ranks",
                "size -m llama-3.1-8b --users 3 --gpu-type l4 --zone us-central1-a | --zone and a custom machine"
                        + " (custom) are mutually exclusive",
                "size -m llama-3.1-8b --users 3 -rff nowhere/x.json | its folder must exist",
                "roofline -hardware h100,model=phi-4,tp=8 | 10 KV heads do not split over 8 ranks; the nearest that do"
                        + " are 10, of 1, 2, 5, 10",
                "calibrate | calibrate needs result bundles",
                "calibrate --csv pom.xml | pom.xml: its header has no",
                "calibrate --csv pom.xml -hardware t4 | -hardware applies to result bundles only",
                "calibrate --csv pom.xml --save nowhere/x.json | its folder must exist",
                "calibrate --csv nowhere.csv | nowhere.csv: no such file",
                "calibrate --requests nowhere.csv -hardware t4,model=llama-2-7b | nowhere.csv: no such file",
                "calibrate --requests pom.xml -hardware t4,model=llama-2-7b,precision=int4-awq | pom.xml: its header"
                        + " has no run",
                "calibrate --requests pom.xml | add -hardware h100,model=llama-3.1-8b",
                "calibrate --requests pom.xml --csv pom.xml | mutually exclusive"
            })
    void oneLineSaysWhatIsWrong(String line, String explanation) {
        Said said = run(line);

        assertThat(said.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).startsWith("ERROR: ").contains(explanation);
        assertThat(said.err().lines()).hasSize(1);
    }

    @Test
    void rooflineLaysTheGridUnderTheRoof() throws IOException {
        assertThat(run("roofline -hardware t4,model=llama-2-7b,precision=int4-awq --batches 1,8 --lengths 128,512")
                        .out())
                .contains("ridge 203 FLOP/B", "Prefill", "Decode", "memory", "compute");
        JsonNode root =
                json("roofline -hardware t4,model=llama-2-7b,precision=int4-awq --batches 1,8 --lengths 128,512");
        assertThat(root.path("decode")).hasSize(4);
        assertThat(root.path("decode").path(0).path("boundBy").asText()).isEqualTo("memory");
        assertThat(root.path("ridgeFlopsPerByte").asDouble()).isCloseTo(203, withinPercentage(0.2));
    }

    @Test
    void rooflineSaysWhatNoServerCouldHold() {
        assertThat(run("roofline -hardware t4,model=llama-2-7b --batches 64 --lengths 8192")
                        .out())
                .contains("beyond the context of llama-2-7b, 4096 tokens", "do not fit the memory");
        assertThat(run("roofline -hardware t4,model=llama-3.1-70b --batches 1 --lengths 128")
                        .out())
                .contains("WARNING: llama-3.1-70b in fp16 on 1 x t4 does not fit");
        assertThat(run("roofline -hardware t4,model=llama-2-7b --batches 1 --lengths 128")
                        .out())
                .doesNotContain("WARNING");
    }

    @Test
    void calibratesFromATableAndSaysItsErrorOnGroupsLeftOut() throws IOException {
        Path table = directory.resolve("rows.csv");
        StringBuilder rows = new StringBuilder(
                "source,engine,model,gpu,tp,dtype,input_len,output_len,concurrency,request_rate,ttft_p50_ms,tpot_p50_ms,output_tok_s,notes,suspect\n");
        for (String group : new String[] {"llama-3.1-8b,h100-sxm", "qwen3-8b,l40s"}) {
            for (int users : new int[] {1, 8, 32}) {
                rows.append("here,vllm 0.15.1,")
                        .append(group)
                        .append(",1,bf16,500,200,")
                        .append(users);
                rows.append(",,60,").append(22 + users / 4).append(",,,\n");
            }
        }
        rows.append("here,vllm 0.15.1,llama-3.1-8b,h100-sxm,1,bf16,500,200,1,,60,2,,,\n");
        rows.append("here,sglang,llama-3.1-8b,h100-sxm,1,bf16,500,200,1,,60,12,,,\n");
        Files.writeString(table, rows);
        Path profile = directory.resolve("profile.json");
        Said said = run("calibrate --csv", table.toString(), "--save", profile.toString());

        assertThat(said.err()).isEmpty();
        assertThat(said.out())
                .contains("7 rows used, 1 skipped", "1 skipped: another engine")
                .containsPattern("left out: .* is INVALID: TPOT of 2\\.00 ms is below the 4\\.17 ms")
                .contains("llama-3.1-8b on h100-sxm", "qwen3-8b on l40s", "all");
        assertThat(run("roofline -hardware h100,model=llama-3.1-8b --device-profile", profile.toString())
                        .out())
                .contains(", host");
    }

    @Test
    void aTableOfOneDeploymentFitsItFromTwoRows() throws IOException {
        Path table = directory.resolve("rows.csv");
        Files.writeString(table, """
            engine,model,gpu,tp,dtype,input_len,output_len,concurrency,ttft_p50_ms,tpot_p50_ms
            vllm 0.32.0,llama-3.1-8b,h100-sxm,1,bf16,500,200,1,30,8
            vllm 0.32.0,llama-3.1-8b,h100-sxm,1,bf16,500,200,32,80,11
            """);
        Path profile = directory.resolve("profile.json");
        Said said = run("calibrate --csv", table.toString(), "--save", profile.toString());

        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("fitted to 1 to 32 requests running", "kernels cublas", "Fitted to");
        assertThat(run("roofline -hardware h100,model=llama-3.1-8b --device-profile", profile.toString())
                        .out())
                .contains(", host");
    }

    @Test
    void requestLogsAreFittedRunByRun() throws IOException {
        StringBuilder log = new StringBuilder("run,sent_s,first_s,last_s,prompt_tokens,output_tokens\n");
        for (String run : new String[] {"a", "b"}) {
            for (int i = 0; i < 10; i++) {
                double sent = run.equals("a") ? i : 0.1 * i;
                log.append(run)
                        .append(',')
                        .append(sent)
                        .append(',')
                        .append(sent + 0.05)
                        .append(',');
                log.append(sent + 0.05 + 0.01 * 50).append(",100,51\n");
            }
        }
        Path file = Files.writeString(directory.resolve("log.csv"), log);
        Said said = run("calibrate -hardware h100,model=llama-3.1-8b --requests", file.toString());

        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("log.csv: run a", "log.csv: run b", "simulated again request by request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "calibrate --csv",
                "size -m qwen2.5-7b --rate 1 --catalog",
                "roofline -hardware l4,model=qwen2.5-7b --device-profile"
            })
    void aFileThatIsNoTextIsRefusedInPlainWords(String line) throws IOException {
        Path file = Files.write(directory.resolve("a.json"), new byte[] {'{', '"', (byte) 0xE9, ',', '\n'});

        Said said = run(line, file.toString());

        assertThat(said.exit()).isNotZero();
        assertThat(said.err())
                .contains(file.toString())
                .doesNotContain("java.", "Exception")
                .hasLineCount(1);
    }
}
