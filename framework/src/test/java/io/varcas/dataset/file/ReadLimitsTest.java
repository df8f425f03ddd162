package io.varcas.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.annotation.OnBadLine;
import io.varcas.dataset.Dataset;
import io.varcas.dataset.DatasetSpec;
import io.varcas.dataset.DatasetStatistics;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that would take the memory of the machine cost one line of text. */
@Tag("slow")
class ReadLimitsTest {

    private static final int ENDLESS = 80 << 20;

    @TempDir
    Path folder;

    /** Writes a file of a few kilobytes that unpacks to 80 MB and more. */
    private Path bomb(String name, String start, String again) throws IOException {
        Path file = folder.resolve(name);
        byte[] piece = again.repeat(Math.max(1, (64 << 10) / again.length())).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            out.write(start.getBytes(StandardCharsets.UTF_8));
            for (int written = 0; written < ENDLESS; written += piece.length) {
                out.write(piece);
            }
        }
        return file;
    }

    private static DatasetStatistics readAll(DatasetSpec spec) {
        try (Dataset data = Dataset.open(spec, ReadLimitsTest.class.getClassLoader())) {
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
                "a.jsonl.gz | {\"prompt\": \" | x | 1: the line is longer than 32 MiB",
                "a.log.gz | INFO | x | 1: the line is longer than 32 MiB",
                "a.csv.gz | a | x | 1: the row is longer than 32 MiB",
                "a.csv.gz | a | ,b | 1: the row has more than 10000 columns",
                "a.csv.gz | prompt,part\\n\"x | y | 2: the row is longer than 32 MiB",
                "a.json.gz | [{\"prompt\": \" | x | 1: a text has more than 33554432 characters",
                "a.json.gz | [{\"prompt\": [ | {}, | 1: a record has more than 4000000 values, or a value too large to"
                        + " read",
                "a.json.gz | [{\"a\": | [ | 1: objects and lists are nested deeper than 500",
                "a.json.gz | {\"max_tokens_range\":[1,2],\"prompts\":[ | \"a\", | 1: a record has more than 4000000"
                        + " values, or a value too large to read",
                "a.json.gz | [{ | ~ ~ | 1: the record is longer than 64 MiB"
            })
    void whatIsEndlessIsRefusedInOneLine(String name, String start, String again, String fault) throws IOException {
        Path file = bomb(name, start.replace("\\n", "\n"), again);
        assertThatThrownBy(() -> readAll(DatasetSpec.of(file.toString())))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(file + ":" + fault)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "prompt,part\\na,b\\n\"c\"d,e\\nf,g\\n | 2 | :3: not CSV: text follows a closing quote",
                "prompt,part\\na,b\\n\"c,d\\n | 1 | :3: not CSV: a quote is not closed",
                "prompt,part\\na,\"b\"\"b\\n\\nb\"\\nc,d,e\\n\\nf,g\\n | 2 | :5: the row has 3 columns instead of 2"
            })
    void malformedRowsSpoilNoOthers(String text, long entries, String fault) throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), text.replace("\\n", "\n"));
        DatasetStatistics tally = readAll(DatasetSpec.of(file.toString()).on(OnBadLine.SKIP));
        assertThat(tally.entries()).isEqualTo(entries);
        assertThat(tally.firstBad()).singleElement().asString().startsWith(file + fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timestamp | 1e999999999 | is a number too large or too small to use",
                "timestamp | 1e-999999999 | is a number too large or too small to use",
                "output_tokens | 1e-999999999 | is a number too large or too small to use"
            })
    void numbersAreBoundedBeforeTheyAreComputedWith(String column, String number, String fault) throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "prompt," + column + "\na," + number + "\n");
        assertThatThrownBy(() -> readAll(DatasetSpec.of(file.toString())))
                .hasMessage(file + ":2: \"" + column + "\" = \"" + number + "\" " + fault);
    }

    @Test
    void aValueInAMessageIsCut() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.json"),
                "{\"max_tokens_range\": \"" + "x".repeat(1_000_000) + "\", \"prompts\": [\"a\"]}");
        assertThatThrownBy(() -> readAll(DatasetSpec.of(file.toString())))
                .message()
                .hasSizeLessThan(1_000);
    }
}
