package io.varcas.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.annotation.OnBadLine;
import io.varcas.dataset.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {

    private static final String JSONL = "{\"prompt\": \"a\"}\n{\"prompt\": \"caf\u00e9 \uD83D\uDE00\"}\n";

    @TempDir
    Path folder;

    private DatasetSpec file(String name, byte[] bytes) throws IOException {
        return DatasetSpec.of(Files.write(folder.resolve(name), bytes).toString());
    }

    private static List<String> prompts(DatasetSpec spec) {
        List<String> prompts = new ArrayList<>();
        try (Dataset data = Dataset.open(spec, EncodingTest.class.getClassLoader())) {
            for (Optional<DatasetEntry> entry = data.next(); entry.isPresent(); entry = data.next()) {
                prompts.add(entry.get().prompt().orElseThrow().messages().get(0).content());
            }
        }
        return prompts;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a.csv | prompt,output_tokens\\nhi,3\\ncaf\u00e9,3\\n | 3 | 4",
                "a.jsonl | {\"prompt\": \"a\"}\\n{\"prompt\": \"caf\u00e9\"}\\n | 2 | 16",
                "a.json | [{\"prompt\": \"a\"},\\n{\"prompt\": \"caf\u00e9\"}] | 2 | 16",
                "a.json | {\"max_tokens_range\": [1, 2],\\n\"prompts\": [\"caf\u00e9\"]} | 2 | 17",
                "a.log | INFO 08-04 10:12:13 [a.py] hello\\n\u00e9 | 2 | 1"
            })
    void namesTheLineAndTheByteThatIsNotUtf8(String name, String text, long line, long at) throws IOException {
        DatasetSpec spec = file(name, text.replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> prompts(spec))
                .isInstanceOf(DatasetException.class)
                .hasMessage(spec.path() + ":" + line + ": byte " + at
                        + " of the line (0xE9) is not UTF-8; save the file"
                        + " as UTF-8, or name its encoding with dataset.encoding, such as windows-1252"
                        + (name.equals("a.json") && text.startsWith("[") ? "; nothing after it can be read" : ""));
    }

    @Test
    void aBadByteSpoilsItsLineAlone() throws IOException {
        for (String name : List.of("a.csv", "a.jsonl")) {
            String text = name.endsWith(".csv")
                    ? "prompt,output_tokens\nhi,3\ncaf\u00e9,3\nho,3\n"
                    : "{\"prompt\": \"hi\"}\n{\"prompt\": \"caf\u00e9\"}\n{\"prompt\": \"ho\"}\n";
            assertThat(prompts(file(name, text.getBytes(StandardCharsets.ISO_8859_1))
                            .on(OnBadLine.SKIP)))
                    .containsExactly("hi", "ho");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "UTF-8"})
    void obeysByteOrderMarks(String charset) throws IOException {
        DatasetSpec spec = file("a.jsonl", ("\uFEFF" + JSONL).getBytes(Charset.forName(charset)));
        assertThat(prompts(spec)).containsExactly("a", "caf\u00e9 \uD83D\uDE00");
        DatasetSpec table = file("a.csv", "\uFEFFprompt,part\nx,y\n".getBytes(Charset.forName(charset)));
        assertThat(prompts(table)).containsExactly("x");
    }

    @Test
    void readsAnEncodingThatIsNamed() throws IOException {
        DatasetSpec spec = file("a.csv", "prompt,part\ncaf\u00e9,\u20ac\n".getBytes(Charset.forName("windows-1252")));
        assertThat(prompts(spec.in(Charset.forName("windows-1252")))).containsExactly("caf\u00e9");
    }

    @Test
    void namesFilesThatAreNoText() throws IOException {
        DatasetSpec zip = file("a.csv", "PK\003\004rest of it".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> prompts(zip))
                .hasMessage("dataset \"" + zip.path() + "\" is a zip file; unpack it first, or pack it with gzip");
        DatasetSpec parquet = file("a.json", "PAR1....".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> prompts(parquet)).hasMessageContaining("is a Parquet file");
    }

    @Test
    void unpacksWhatIsPackedWhateverItsName() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("[{\"prompt\": \"a\"}]".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(prompts(file("a.csv", packed.toByteArray()))).containsExactly("a");
    }
}
