package io.varcas.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        plan                                         | plan needs a result bundle, a workload with -hardware h100,model=llama-3.1-8b, or --requests
        plan --requests none.csv -hardware t4        | none.csv: no such file
        plan . -goal speed                           | unknown goal "speed"
        plan . -keep max-num-seq                     | did you mean "max-num-seqs"?
        plan . -try max-num-seq=1                    | did you mean "max-num-seqs"?
        plan . -rf xml                               | unknown format "xml"
        plan .                                       | is no result bundle
        """)
    void rejectsWhatItCannotPlanFor(String line, String message) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(err.toString()).contains(message).hasLineCount(1);
    }

    @Test
    void printsWhatFlagsAreExpectedToChange() {
        assertThat(run("plan -flags")).isZero();
        assertThat(out.toString()).contains("max-num-seqs", "claim", "measured", "original Python harness");
    }

    private int run(String line) {
        return Main.run(line.split(" "), new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
