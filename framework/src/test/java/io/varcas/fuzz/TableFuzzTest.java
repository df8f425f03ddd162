package io.varcas.fuzz;

import io.varcas.accuracy.GroundTruthReader;
import io.varcas.calibration.MeasuredTable;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.ModelCatalog;
import io.varcas.setting.type.SettingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutations of ground truth, which is also what {@code answers} names, and of tables to calibrate from. */
@Tag("slow")
class TableFuzzTest {

    private static final int INPUTS = FuzzRun.inputs(2_000);

    private static final String TRUTH = """
            {"prompt": "2+2?", "reference": "4"}

            {"id": "fr", "prompt": "Capital of France?", "reference": ["Paris", "paris, France"], "other": {"a": [1]}}
            {"id": 7, "prompt": "\u00e9?", "reference": "yes"}
            """;

    private static final String TABLE = """
            source,url,engine,model,gpu,tp,dtype,input_len,output_len,concurrency,request_rate,output_tok_s,total_tok_s,ttft_p50_ms,ttft_p99_ms,tpot_p50_ms,notes,suspect
            InferenceX-db,u,vllm,Llama-3.1-70B,H100-SXM-80GB,4,fp8,1024,8192,32,,,,172,,18.39,"closed loop; moe_ep=1",
            s,u,vllm v1,Llama-2-70B,H100-SXM-80GB,4,fp16,575,249,,8,1955.1,,55.19,,18.592,"100 shared of prompt; max_num_seqs=128 mbt=2048",
            s,u,vllm 0.19.1,gpt-oss-20b,H100-SXM-80GB,1,"mxfp4 weights, fp8 KV",20000,2000,8,,,,,,7.9,n,
            """;

    @TempDir
    Path folder;

    @Test
    void groundTruthEndsInItemsOrInOneLine() throws IOException {
        Path file = folder.resolve("truth.jsonl");
        FuzzRun run = FuzzRun.ofInputs("ground truth").refusing(SettingException.class);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = damaged(TRUTH, i);
            Files.write(file, bytes);
            run.take(
                    () -> text(bytes),
                    () -> GroundTruthReader.read(file.toString(), getClass().getClassLoader()));
        }
        run.end();
    }

    @Test
    void measuredTablesEndInRowsOrInOneLine() throws IOException {
        Path file = folder.resolve("measured.csv");
        HardwareCatalog hardware = HardwareCatalog.bundled();
        ModelCatalog models = ModelCatalog.bundled();
        FuzzRun run = FuzzRun.ofInputs("measured tables").refusing(IllegalArgumentException.class);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = damaged(TABLE, i);
            Files.write(file, bytes);
            run.take(() -> text(bytes), () -> {
                for (MeasuredTable.Skipped row :
                        MeasuredTable.read(file, hardware, models).skipped()) {
                    // the reason of a row is a message like that of a file
                    run.take(() -> text(bytes), () -> {
                        throw new IllegalArgumentException(row.reason());
                    });
                }
            });
        }
        run.end();
    }

    private static byte[] damaged(String text, int input) {
        List<byte[]> seeds = List.of(text.getBytes(StandardCharsets.UTF_8));
        return new Mutator(seeds, new SplittableRandom(FuzzRun.SEED + input)).next();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
