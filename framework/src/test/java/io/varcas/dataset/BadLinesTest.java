package io.varcas.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.annotation.OnBadLine;
import io.varcas.dataset.file.DatasetException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadLinesTest {

    private static final String AZURE = "TIMESTAMP,ContextTokens,GeneratedTokens\\n";

    @TempDir
    Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text.replace("\\n", "\n"))
                .toString();
    }

    private static DatasetStatistics readAll(DatasetSpec spec) {
        try (Dataset data = Dataset.open(spec, BadLinesTest.class.getClassLoader())) {
            while (data.next().isPresent()) {
                // only the tally is wanted
            }
            return data.tally();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a.jsonl | {\"prompt\": \"a\"}\\n{\"prompt\": | 2 | not JSON",
                "a.jsonl | {\"prompt\": \"a\"}\\n\\n[1] | 3 | not a JSON object",
                "a.jsonl | {\"prompt\": \"a\"}\\n{\"text\": \"b\"} | 2 | there is no \"prompt\"",
                "a.jsonl | {\"prompt\": \"a\"}\\n{\"prompt\": [\"b\"]} | 2 | \"prompt\" must be a text",
                "a.jsonl | {\"prompt\": \"a\"}\\n{\"prompt\": \"b\", \"output_tokens\": 0} | 2 | output tokens 0 must be at least 1",
                "a.jsonl | {\"prompt\": \"a\"}\\n{\"prompt\": \"b\", \"output_tokens\": \"x\"} | 2 | \"output_tokens\" = \"x\" is not a number",
                "a.jsonl | {\"prompt\": \"a\"}\\n{\"messages\": []} | 2 | at least one message",
                "a.jsonl | {\"prompt\": \"a\"}\\n{\"messages\": [{\"role\": 1}]} | 2 | objects with role and content",
                "a.jsonl | {\"prompt\": \"a\", \"timestamp\": 2}\\n{\"prompt\": \"b\", \"timestamp\": 1} | 2 | sort the file by time",
                "a.json | [{\"prompt\": \"a\"},\\n 7,\\n {\"prompt\": \"b\"}] | 2 | not a JSON object",
                "a.json | [{\"prompt\": \"a\"},\\n {\"prompt\": ] | 2 | not JSON",
                "a.json | [{\"prompt\": \"a\"},\\n | 2 | not JSON",
                "a.csv | TIMESTAMP,ContextTokens,GeneratedTokens\\n2024-05-12 00:00:00,1,1\\n2024-05-12 00:00:01,1 | 3 | the row has 2 columns instead of 3",
                "a.csv | TIMESTAMP,ContextTokens,GeneratedTokens\\n2024-05-12 00:00:00,1,1\\n2024-05-32 00:00:01,1,1 | 3 | is not a date and time",
                "a.csv | TIMESTAMP,ContextTokens,GeneratedTokens\\n2024-05-12 00:00:00,1,1\\nyesterday,1,1 | 3 | \"yesterday\" is neither a number nor a date",
                "a.csv | TIMESTAMP,ContextTokens,GeneratedTokens\\n2024-05-12 00:00:00,1,1\\n2024-05-12 00:00:01,-1,1 | 3 | is not a number of tokens",
                "a.csv | TIMESTAMP,ContextTokens,GeneratedTokens\\n2024-05-12 00:00:00,1,1\\n2024-05-12 00:00:01,,1 | 3 | there is no ContextTokens",
                "b.csv | Timestamp,Model,Request tokens,Response tokens\\n1,m,2,3\\n2,m,,3 | 3 | there is no Request tokens",
                "m.jsonl | {\"timestamp\":0,\"input_length\":6,\"output_length\":5,\"hash_ids\":[1]}\\n{\"timestamp\":1,\"input_length\":6,\"output_length\":5,\"hash_ids\":[\"x\"]} | 2 | \"hash_ids\" must be whole numbers",
                "s.json | [{\"conversations\": [{\"from\":\"human\",\"value\":\"a\"},{\"from\":\"gpt\",\"value\":\"b\"}]},\\n{\"conversations\": [{\"from\":\"alien\",\"value\":\"a\"}]}] | 2 | a turn is from \"alien\"",
                "s.json | [{\"conversations\": [{\"from\":\"human\",\"value\":\"a\"},{\"from\":\"gpt\",\"value\":\"b\"}]},\\n{\"conversations\": 3}] | 2 | \"conversations\" must be a list",
                "p.jsonl | {\"input\": \"a\", \"output\": \"b\"}\\n{\"output\": \"c\"} | 2 | there is no \"input\" or \"question\"",
                "v.jsonl | {\"varcas_trace\": 1}\\n{\"x\": 1} | 2 | there is no \"messages\"",
                "h.json | {\"prompts\": [{\"prompt\":\"a\",\"workload_type\":\"chat\"},\\n{\"workload_type\":\"chat\"}]} | 2 | there is no \"prompt\"",
                "h.json | {\"records\": [{\"prompt_text\":\"a\"},\\n{\"x\":1}]} | 2 | there is no \"prompt_text\"",
                "v.log | INFO 08-04 10:12:13 [a.py] hello\\nINFO 08-04 10:12:13 [logger.py:39] Received request c: prompt: 'cut | 2 | the quote of the prompt is not closed",
                "v.log | INFO 08-04 10:12:13 [a.py] hello\\nINFO 13-99 10:12:13 [logger.py:39] Received request c: params: SamplingParams(max_tokens=8) | 2 | is no time"
            })
    void namesFileLineAndFault(String name, String text, long line, String fault) throws IOException {
        String path = file(name, text);
        assertThatThrownBy(() -> readAll(DatasetSpec.of(path)))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(path + ":" + line + ": ")
                .hasMessageContaining(fault)
                .hasMessageNotContaining("\n");
    }

    @Test
    void skipsAndCountsBadLinesIfAsked() throws IOException {
        String path = file("a.csv", AZURE + "2024-05-12 00:00:00,1,1\\nx,1,1\\n2024-05-12 00:00:01,2,2\\n1,2\\n");
        DatasetStatistics tally = readAll(DatasetSpec.of(path).on(OnBadLine.SKIP));
        assertThat(tally.entries()).isEqualTo(2);
        assertThat(tally.badLines()).isEqualTo(2);
        assertThat(tally.firstBad())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith(path + ":"));
        assertThat(tally.firstBad().get(1)).startsWith(path + ":5: ");
    }

    @Test
    void whatFollowsBrokenJsonIsLostAndSaidToBe() throws IOException {
        String path = file("a.json", "[{\"prompt\": \"a\"},\\n{\"prompt\": ,\\n{\"prompt\": \"b\"}]");
        DatasetStatistics tally = readAll(DatasetSpec.of(path).on(OnBadLine.SKIP));
        assertThat(tally.entries()).isEqualTo(1);
        assertThat(tally.firstBad().get(0)).startsWith(path + ":2: ").contains("nothing after it can be read");
    }

    @Test
    void reportsWhenThereIsNothingToRead() throws IOException {
        String empty = file("a.jsonl", "");
        assertThatThrownBy(() -> readAll(DatasetSpec.of(empty))).hasMessageContaining("contains no readable record");
        assertThatThrownBy(() -> readAll(DatasetSpec.of("nowhere.jsonl")))
                .hasMessage("dataset \"nowhere.jsonl\" is neither a file nor a resource on the class path");
        String unknown = file("a.json", "[{\"x\": 1}]");
        assertThatThrownBy(() -> readAll(DatasetSpec.of(unknown)))
                .hasMessageContaining("no reader recognizes it")
                .hasMessageContaining("sharegpt");
        assertThatThrownBy(() -> readAll(DatasetSpec.of(unknown).as("sharegtp")))
                .hasMessage("unknown dataset.format \"sharegtp\"; did you mean \"sharegpt\"?");
        String packed = file("a.jsonl.gz", "not packed");
        assertThatThrownBy(() -> readAll(DatasetSpec.of(packed))).hasMessageContaining("not packed with gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl.gz", "a.json.gz", "a.csv.gz"})
    void aPackedFileThatIsCutOffIsSaidToBe(String name) throws IOException {
        String text = name.startsWith("a.jsonl")
                ? "{\"prompt\": \"a\"}\n"
                : name.startsWith("a.json") ? "[{\"prompt\": \"a\"}]" : "prompt\na\n";
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = packed.toByteArray();
        Path file = folder.resolve(name);
        for (int bytes = 2; bytes < whole.length; bytes++) {
            Files.write(file, Arrays.copyOf(whole, bytes));
            assertThatThrownBy(() -> readAll(DatasetSpec.of(file.toString()).on(OnBadLine.SKIP)))
                    .as("%d of %d bytes", bytes, whole.length)
                    .isInstanceOf(DatasetException.class)
                    .hasMessage("dataset \"" + file
                            + "\" is cut off: its packed (gzip) data end in the middle; copy or download it again");
        }
        whole[whole.length - 6] ^= 1; // the checksum
        Files.write(file, whole);
        assertThatThrownBy(() -> readAll(DatasetSpec.of(file.toString()))).hasMessageContaining("is damaged");
    }

    @Test
    void readsPackedFilesAndObeysTheLimit() throws IOException {
        Path file = folder.resolve("a.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("{\"prompt\": \"a\"}\n{\"prompt\": \"b\"}\nbroken\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(readAll(DatasetSpec.of(file.toString()).limit(2)).entries()).isEqualTo(2);
    }

    @Test
    void aReaderOfOnesOwnIsNamedByItsClass() throws IOException {
        String path = file("a.jsonl", "{\"q\": \"why?\"}");
        try (Dataset data = Dataset.open(
                DatasetSpec.of(path).as(OwnReader.class.getName()), getClass().getClassLoader())) {
            assertThat(data.next().orElseThrow().answer()).hasValue("why?");
        }
    }
}
