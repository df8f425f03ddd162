package io.varcas.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputCheckTest {

    @TempDir
    Path folder;

    private OutputCheck check(String one, String other) throws IOException {
        Path first = Files.writeString(folder.resolve("a.jsonl"), one.replace('\'', '"'));
        Path second = Files.writeString(folder.resolve("b.jsonl"), other.replace('\'', '"'));
        ClassLoader loader = getClass().getClassLoader();
        try (Dataset a = Dataset.open(DatasetSpec.of(first.toString()), loader);
                Dataset b = Dataset.open(DatasetSpec.of(second.toString()), loader)) {
            return OutputCheck.of(a, b);
        }
    }

    @Test
    void equalRecordingsAreEqual() throws IOException {
        String text = "{'prompt':'a','output_tokens':3,'reference':'x'}\n{'prompt':'b'}\n";
        OutputCheck check = check(text, text);
        assertThat(check.isEqual()).isTrue();
        assertThat(check.requests()).isEqualTo(2);
        assertThat(check.answered()).isEqualTo(1);
        assertThat(check.samples()).isEmpty();
    }

    @Test
    void countsEveryKindOfDifferenceAndShowsTheFirst() throws IOException {
        OutputCheck check = check(
                "{'prompt':'a','reference':'x'}\n{'prompt':'b','output_tokens':3}\n{'prompt':'c'}\n{'prompt':'d'}\n{'prompt':'e'}\n",
                "{'prompt':'a','reference':'y'}\n{'prompt':'b','output_tokens':4}\n{'prompt':'z'}\n{'prompt':'d','reference':'q'}\n");
        assertThat(check).isEqualTo(new OutputCheck(4, 1, 0, 1, 1, 1, 1, 1, check.samples()));
        assertThat(check.samples())
                .containsExactly(
                        new OutputCheck.Sample(1, "answer", "x", "y"),
                        new OutputCheck.Sample(2, "length", "3", "4"),
                        new OutputCheck.Sample(3, "prompt", "c", "z"));
        assertThat(check.isEqual()).isFalse();
    }

    @Test
    void aRecordingWithFewerRequestsIsNotEqual() throws IOException {
        OutputCheck check = check("{'prompt':'a'}\n", "{'prompt':'a'}\n{'prompt':'b'}\n");
        assertThat(check.onlySecond()).isEqualTo(1);
        assertThat(check.isEqual()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"chat, max_completion_tokens, 0", "chat, max_tokens, 1", "completions, max_tokens, 0"})
    void aTraceThatDoesNotNameTheFieldOfLengthsSentTheDefaultOne(String endpoint, String field, int different)
            throws IOException {
        String request = "{'index':0,'at_us':0,'messages':[{'role':'user','content':'a'}],'max_tokens':3}\n";
        String settings = "'endpoint':'" + endpoint + "','streaming':'true'";
        OutputCheck check = check(
                "{'varcas_trace':1,'settings':{" + settings + "},'unset':[]}\n" + request,
                "{'varcas_trace':1,'settings':{" + settings + ",'maxTokensField':'" + field + "'},'unset':[]}\n"
                        + request);
        assertThat(check.requests()).isEqualTo(1);
        assertThat(check.otherFields()).isEqualTo(different);
    }

    @Test
    void groundTruthIsWrittenFromConversations() throws IOException {
        Path file = folder.resolve("truth.jsonl");
        try (Dataset data = Dataset.open(
                DatasetSpec.of("io/varcas/dataset/sharegpt.json"), getClass().getClassLoader())) {
            assertThat(GroundTruthExport.write(data, file)).isEqualTo(2);
        }
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"id\":\"sharegpt:1\",\"prompt\":\"Name a prime.\",\"reference\":\"Seven is a prime number.\",\"type\":\"chat\"}",
                        "{\"id\":\"sharegpt:2\",\"prompt\":\"Be brief.\\n\\nCapital of France?\",\"reference\":\"Paris.\",\"type\":\"chat\"}");
    }
}
