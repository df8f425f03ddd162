package io.varcas.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCommandTest {

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
        CommandRun.Said said = CommandRun.run(line);

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains(message).hasLineCount(1);
    }

    @Test
    void printsWhatFlagsAreExpectedToChange() {
        CommandRun.Said said = CommandRun.run("plan -flags");

        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("max-num-seqs", "claim", "measured", "original Python harness");
    }
}
