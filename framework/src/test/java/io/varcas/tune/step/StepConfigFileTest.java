package io.varcas.tune.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepConfigFileTest {

    @TempDir
    Path folder;

    @Test
    void readsTheOriginalsJson() throws IOException {
        StepConfigFile file = read("own.json", """
            [{"C": 512, "M": 32, "B": 16, "profiling_type": "decode", "num_warmup": 1, "num_measurements": 5},
             {"C": 64, "M": 4, "B": 8, "block_size": 32, "max_model_len": 2048}]
            """);

        assertThat(file.cells())
                .containsExactly(
                        new StepConfig("config_1", StepKind.DECODE, 512, 32, 16, 16, 1, 5),
                        new StepConfig("config_2", StepKind.MIXED, 64, 4, 8, 32, 3, 10));
        assertThat(file.notes())
                .containsExactly("max_model_len has no effect: the server's own is read from the server");
    }

    @Test
    void readsCsv() throws IOException {
        StepConfigFile file = read("own.csv", "name,kind,C,M,B,repeats\nlong,prefill,2048,128,4,2\n");

        assertThat(file.cells()).containsExactly(new StepConfig("long", StepKind.PREFILL, 2048, 128, 4, 16, 3, 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        [{"C": 1, "M": 1}]                                 | line 1: no batch; C, M and B are needed
        [{"C": 0, "M": 1, "B": 1}]                         | C (prompt) is 0 tokens;
        [{"C": 1.5, "M": 1, "B": 1}]                       | line 1: promptTokens "1.5" must be a whole number
        [{"C": 1, "M": 1, "B": 1, "bath": 2}]              | line 1: unknown key "bath"; did you mean "batch"?
        [{"C": 1, "M": 1, "B": 1, "batch": 2}]             | line 1: batch and B set the same; remove one
        [{"C": 1, "M": 1, "B": 1, "kind": "decoding"}]     | unknown kind "decoding"
        [7]                                                | line 1:
        []                                                 | contains no configuration
        """)
    void rejectsWrongFilesInOneLine(String content, String message) {
        assertThatThrownBy(() -> read("own.json", content))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    private StepConfigFile read(String name, String content) throws IOException {
        return StepConfigFile.read(Files.writeString(folder.resolve(name), content));
    }
}
