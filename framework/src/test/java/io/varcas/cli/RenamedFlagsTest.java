package io.varcas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenamedFlagsTest {

    private final StringWriter err = new StringWriter();

    private String renamed(String line) {
        return String.join(" ", RenamedFlags.renamed(line.split(" "), new PrintWriter(err, true)));
    }

    @ParameterizedTest
    @CsvSource({
        "compare a b -m e2e -m ttft, compare a b -metric e2e -metric ttft, ADVICE: -m is now -metric",
        "export a -to vllm, export a -format vllm, ADVICE: -to is now -format",
        "import -from vllm a, import -format vllm a, ADVICE: -from is now -format",
        "size -m x --sla a=1, size -m x -sla a=1, ADVICE: --sla is now -sla",
        "size -m x -w rag, size -m x --workload rag, ADVICE: -w is now --workload",
        "size -m x --output json, size -m x -rf json, ADVICE: --output is now -rf",
        "roofline -o plan.json, roofline -rff plan.json, ADVICE: -o is now -rff"
    })
    void keepTheirMeaningAndGiveOneLineOfAdvice(String written, String current, String advice) {
        assertThat(renamed(written)).isEqualTo(current);
        assertThat(err.toString().lines()).containsExactly(advice);
    }

    @Test
    void haveTheirOldMeaningNowhereElse() {
        assertThat(renamed("ChatLow -w 5s -to 10s -o file")).isEqualTo("ChatLow -w 5s -to 10s -o file");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void ofTheHardwareGiveTheWayToWriteIt() {
        StringWriter out = new StringWriter();
        int code = Main.run(
                "roofline --model llama-3.1-8b --gpu h100 --batches 1 --lengths 128".split(" "),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
        assertThat(code).isZero();
        assertThat(err.toString().lines())
                .containsExactly("ADVICE: write the hardware as for a run: -hardware h100,model=llama-3.1-8b,tp=2");
        StringWriter same = new StringWriter();
        Main.run(
                "roofline -hardware h100,model=llama-3.1-8b --batches 1 --lengths 128".split(" "),
                new PrintWriter(same, true),
                new PrintWriter(err, true));
        assertThat(same.toString()).isEqualTo(out.toString());
    }
}
