package io.varcas.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.calibration.Observation.Offered;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuredTableTest {

    private static final String HEADER = "source,url,engine,model,gpu,tp,dtype,input_len,output_len,concurrency,"
            + "request_rate,output_tok_s,total_tok_s,ttft_p50_ms,ttft_p99_ms,tpot_p50_ms,notes,suspect\n";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void readsClosedLoopRows() throws IOException {
        Observation row = read("InferenceX-db,u,vllm,Llama-3.1-70B,H100-SXM-80GB,4,fp8,1024,8192,32,,,,172,,18.39,"
                        + "\"closed loop; ISL/OSL drawn in [0.8,1.0]x of nominal; moe_ep=1\",")
                .observations()
                .get(0);

        assertThat(row.group()).isEqualTo("llama-3.1-70b on h100-sxm");
        assertThat(row.deployment().tensorParallel()).isEqualTo(4);
        assertThat(row.deployment().precision()).isEqualTo(Precision.FP8);
        assertThat(row.promptTokens()).isCloseTo(921.6, within(1e-9));
        assertThat(row.outputTokens()).isCloseTo(7_372.8, within(1e-9));
        assertThat(row.offered()).isEqualTo(new Offered.Users(32, 10));
        assertThat(row.limits().maxNumSeqs()).isEqualTo(32);
        assertThat(row.measured().tpotSeconds()).hasValue(0.01839);
        assertThat(row.throughput().orElseThrow())
                .as("by Little's law: 32 users, 172 ms and 7,371.8 tokens of 18.39 ms")
                .isCloseTo(32 * 7_372.8 / (0.172 + 7_371.8 * 0.01839), within(1e-6));
        assertThat(row.notFittedBecause()).isNull();
    }

    @Test
    void readsOpenLoopRowsAndTheirLimits() throws IOException {
        Observation row = read("s,u,vllm v1,Llama-2-70B,H100-SXM-80GB,4,fp16,575,249,,8,1955.1,,55.19,,18.592,"
                        + "\"open loop; prefix sharing: 100 shared of prompt, multi-turn; max_num_seqs=128 mbt=2048\",")
                .observations()
                .get(0);

        assertThat(row.offered()).isEqualTo(new Offered.Rate(8));
        assertThat(row.limits().maxNumSeqs()).isEqualTo(128);
        assertThat(row.limits().maxNumBatchedTokens()).isEqualTo(2_048);
        assertThat(row.cachedTokens()).isEqualTo(100);
        assertThat(row.promptTokens()).isEqualTo(475);
        assertThat(row.throughput()).hasValue(1_955.1);
        assertThat(row.notFittedBecause()).contains("not published");
    }

    @Test
    void readsKvPrecisionAndAssumedTypes() throws IOException {
        assertThat(
                        read("s,u,vllm 0.19.1,gpt-oss-20b,H100-SXM-80GB,1,\"mxfp4 weights, fp8 KV\",20000,2000,8,,,,,,7.9,n,")
                                .observations()
                                .get(0)
                                .deployment()
                                .kvPrecision())
                .isEqualTo(KvPrecision.FP8);
        assertThat(read("s,u,vllm,Mistral-7B-v0.3,RTX-4090-24GB,1,bf16 (assumed),256,128,4,,210,,53,,,n,")
                        .observations()
                        .get(0)
                        .deployment()
                        .precision())
                .isEqualTo(Precision.BF16);
    }

    @Test
    void reportsWhyItLeavesRowsOut() throws IOException {
        MeasuredTable table = read("""
                s,u,sglang 0.5,Llama-3.1-8B,H100-SXM-80GB,1,bf16,100,100,1,,,,,,7,n,
                s,u,vllm 2023 (static batch),Llama-3.1-8B,H100-SXM-80GB,1,bf16,100,100,1,,,,,,7,n,
                s,u,vllm,Llama-3.1-8B,H100-SXM-80GB,1,bf16,100,100,1,,,,,,7,n,impossible
                s,u,vllm,Llama-3.1-8B,H100-SXM-80GB,,bf16,100,100,1,,,,,,7,n,
                s,u,vllm,Llama-3.1-8B,H100-SXM-80GB,1,bf16,,100,1,,,,,,7,n,
                s,u,vllm,Llama-3.1-8B,H100-SXM-80GB,1,bf16,100,100,,,,,,,7,n,
                s,u,vllm,Llama-9-8B,H100-SXM-80GB,1,bf16,100,100,1,,,,,,7,n,
                s,u,vllm,Llama-3.1-8B,Abacus,1,bf16,100,100,1,,,,,,7,n,
                s,u,vllm,Llama-3.1-8B,T4-16GB,1,bf16,100,100,1,,,,,,7,n,
                """);

        assertThat(table.observations()).isEmpty();
        assertThat(table.skipped())
                .extracting(MeasuredTable.Skipped::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("another engine"),
                        reason -> assertThat(reason).contains("not current vLLM"),
                        reason -> assertThat(reason).contains("suspect: impossible"),
                        reason -> assertThat(reason).contains("parallelism not published"),
                        reason -> assertThat(reason).contains("lengths not published"),
                        reason -> assertThat(reason).contains("load not published"),
                        reason -> assertThat(reason).contains("unknown model \"Llama-9-8B\""),
                        reason -> assertThat(reason).contains("unknown GPU \"Abacus\""),
                        reason -> assertThat(reason).contains("use fp16"));
        assertThat(table.skipped().get(0).row()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-5", "abc", "0", "Infinity", "1e30"})
    void refusesWhatIsNoNumberByLineAndColumn(String cell) {
        String good = "s,u,vllm,Llama-3.1-8B,H100-SXM-80GB,1,bf16,100,100,1,,,,,,7,n,\n";
        String bad = "s,u,vllm,Llama-3.1-8B,H100-SXM-80GB,1,bf16,100,100,,,,,,,%s,n,\n".formatted(cell);
        assertThatThrownBy(() -> read(good + "\n" + good.replace(",n,", ",\"two\nlines\",") + bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(
                        "measured.csv:6: tpot_p50_ms is \"" + cell + "\"; it must be a number above 0 and at"
                                + " most 1,000,000,000, or empty where it was not published");
    }

    @Test
    void refusesRowsThatHaveNotTheCellsOfTheHeader() {
        String good = "s,u,vllm,Llama-3.1-8B,H100-SXM-80GB,1,bf16,100,100,1,,,,,,7,n,\n";
        assertThatThrownBy(() -> read(good + "s,u,vllm,Llama-3.1-8B,H100-SXM-80GB,1,bf16,100,100,1,,,,,,7,n\n"))
                .hasMessageEndingWith("measured.csv:3: the row has 17 cells; it must have 18 as the header");
        assertThatThrownBy(() -> read(good.replace("\n", ",\n")))
                .hasMessageEndingWith("measured.csv:2: the row has 19 cells; it must have 18 as the header");
        assertThatThrownBy(() -> read(good.replace("SXM-80GB,1,", "SXM-80GB,1.5,")))
                .hasMessageContaining("measured.csv:2: tp is \"1.5\"; it must be a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n\n"})
    void refusesAnEmptyFile(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("empty.csv"), text);
        assertThatThrownBy(() -> MeasuredTable.read(file, HardwareCatalog.bundled(), ModelCatalog.bundled()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": is empty; its first line must name the columns engine, model, gpu, tp, dtype,"
                        + " input_len, output_len, tpot_p50_ms");
    }

    @Test
    void givesReasonsOfOneLineWithoutWordsOfJava() throws IOException {
        String row = "s,u,vllm,Llama-2-70B,H100-SXM-80GB,4,fp16,575,249,8,,,,55,,18,";
        assertThat(read(row + "mbt=99999999999,\n" + row + "n,\"too\nlong\"\n").skipped())
                .extracting(MeasuredTable.Skipped::reason)
                .containsExactly("mbt must be at most 2147483647, and is 99999999999", "suspect: too long");
    }

    @Test
    void takesAVersionWithEndlessDigitsForNone() throws IOException {
        assertThat(read("s,u,vllm 0.99999999999,Llama-2-70B,H100-SXM-80GB,4,fp16,575,249,8,,,,55,,18,n,")
                        .observations())
                .hasSize(1);
    }

    @Test
    void refusesATableThatIsNotUtf8() throws IOException {
        Path file = Files.write(
                directory.resolve("latin.csv"), (HEADER + "\u00E4,u,vllm").getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> MeasuredTable.read(file, HardwareCatalog.bundled(), ModelCatalog.bundled()))
                .hasMessageStartingWith(file + ", line 2: ")
                .hasMessageContaining("0xE4")
                .hasMessageEndingWith(" is not UTF-8; save the file as UTF-8");
    }

    private MeasuredTable read(String rows) throws IOException {
        Path file = directory.resolve("measured.csv");
        Files.writeString(file, HEADER + rows);
        return MeasuredTable.read(file, HardwareCatalog.bundled(), ModelCatalog.bundled());
    }
}
