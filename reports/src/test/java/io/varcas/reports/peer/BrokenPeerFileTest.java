package io.varcas.reports.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.result.BundleFolder;
import io.varcas.result.ResultImport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenPeerFileTest {

    @TempDir
    Path folder;

    private static final List<ResultImport> JSON = List.of(
            new AiperfImport(),
            new GuidellmImport(),
            new InferencePerfImport(),
            new OriginalImport(),
            new VllmImport());

    private void read(ResultImport layout, Path file) throws IOException {
        layout.read(file, BundleFolder.create(folder.resolve("out"), Instant.EPOCH, "imported"));
    }

    private Path broken(String name, String from, String to) throws IOException {
        Path file = PeerFile.copy(folder, name);
        String text = Files.readString(file);
        String changed = text.replaceFirst(from, to);
        assertThat(changed).isNotEqualTo(text);
        return Files.writeString(file, changed);
    }

    @ParameterizedTest
    @CsvSource({"vllm.json", "guidellm.json", "varcas-py.json", "aiperf/profile_export_aiperf.json"})
    void reportsInOneLineWhereAFileIsCutOff(String name) throws IOException {
        Path file = PeerFile.copy(folder, name);
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() / 2));

        for (ResultImport layout : JSON) {
            assertThatThrownBy(() -> read(layout, file))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file + ", line ")
                    .hasMessageContaining("is no JSON, or cut off")
                    .message()
                    .doesNotContain("\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "completed, 1e30, number of requests that are completed is 1.0E30; it must be at most"
                + " 1\\,000\\,000\\,000\\,000\\,000",
        "failed, 99999999999999999999, number of requests that are stream-error is 1.0E20",
        "max_concurrency, 99999999999, number of users is 9.9999999999E10; it must be at most 2\\,147\\,483\\,647"
    })
    void refusesCountsThatNoLoadCanHave(String key, String count, String fault) throws IOException {
        Path file = Files.writeString(
                folder.resolve("vllm.json"), """
                    {"duration": 10, "completed": 7, "failed": 0, "max_concurrency": 2, "total_output_tokens": 9}\
                    """.replaceFirst("\"" + key + "\": \\d+", "\"" + key + "\": " + count));
        assertThatThrownBy(() -> read(new VllmImport(), file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": the " + fault.replace("\\", ""));
    }

    @Test
    void refusesTokensThatNoRequestCanHave() throws IOException {
        Path file = broken("vllm.json", "\"output_lens\": \\[\\s*\\d+", "\"output_lens\": [1e30");
        assertThatThrownBy(() -> read(new VllmImport(), file))
                .hasMessage(file + ": the number of tokens of request 0 is 1.0E30; it must be at most 2,147,483,647");
    }

    @Test
    void reportsInOneLineWhatAForeignFileLacks() throws IOException {
        Path file = Files.writeString(folder.resolve("foreign.json"), "{\"a\": [1, 2]}");

        for (ResultImport layout : JSON) {
            assertThat(layout.recognizes(file)).isFalse();
            assertThatThrownBy(() -> read(layout, file))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file.toString())
                    .message()
                    .doesNotContain("\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "varcas-py.json, timestamp_first_token, timestamp_last_token",
        "guidellm.json, first_token_iteration, last_token_iteration"
    })
    void refusesAFirstTokenBeforeTheClockBeganWithoutALastOne(String name, String first, String last)
            throws IOException {
        String times = "(?s)(\"" + first + "\": )[\\d.]+(.*?\"" + last + "\": )[\\d.]+";
        Path file = broken(name, times, "$1-5$2null");

        ResultImport layout = name.startsWith("guidellm") ? new GuidellmImport() : new OriginalImport();
        assertThatThrownBy(() -> read(layout, file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": request 1 of those in order has text before it was sent");
    }

    @Test
    void namesTheLengthsOfListsThatDiffer() throws IOException {
        Path file = broken("vllm.json", "\"output_lens\": \\[\\s*\\d+,", "\"output_lens\": [");

        assertThatThrownBy(() -> read(new VllmImport(), file))
                .hasMessageContaining("start_times has 30")
                .hasMessageContaining("output_lens 29");
    }

    @Test
    void namesTheElementThatIsNoNumber() throws IOException {
        Path file = broken("vllm.json", "\"ttfts\": \\[", "\"ttfts\": [ \"fast\",");

        assertThatThrownBy(() -> read(new VllmImport(), file))
                .hasMessageContaining("\"ttfts\" has an element that is not a number (\"fast\")");
    }

    @Test
    void namesTheLineOfARequestThatIsDamaged() throws IOException {
        Path file = PeerFile.copy(folder, "aiperf/profile_export_aiperf.json", "aiperf/profile_export.jsonl");
        Path details = file.resolveSibling("profile_export.jsonl");
        List<String> lines = Files.readAllLines(details);
        Files.writeString(
                details,
                String.join("\n", lines.subList(0, 4)) + "\n" + lines.get(4).substring(0, 40));

        assertThatThrownBy(() -> read(new AiperfImport(), file))
                .hasMessageStartingWith(details + ", line 5: is no JSON, or cut off");
    }

    @Test
    void namesTheCellThatIsNoNumber() throws IOException {
        Path file = broken(
                "profile_export_aiperf.csv", "Request Latency \\(ms\\),[0-9.]+", "Request Latency (ms),\"s\nlow\"");

        assertThatThrownBy(() -> read(new AiperfCsvImport(), file))
                .hasMessageContaining(", line 4: \"s low\" in column avg is not a number");
    }

    @Test
    void readsATableInUtf16() throws IOException {
        String text = PeerFile.text("profile_export_aiperf.csv");
        Path file = Files.write(
                folder.resolve("profile_export_aiperf.csv"), ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));

        assertThat(new AiperfCsvImport().recognizes(file)).isTrue();
        read(new AiperfCsvImport(), file);
    }

    @Test
    void namesTheByteThatIsNotUtf8() throws IOException {
        Path table = latin(PeerFile.copy(folder, "profile_export_aiperf.csv"), "Inter Token");
        Path json = latin(PeerFile.copy(folder, "vllm.json"), "\"backend\"");
        Path aiperf = PeerFile.copy(folder, "aiperf/profile_export_aiperf.json", "aiperf/profile_export.jsonl");
        Path details = latin(aiperf.resolveSibling("profile_export.jsonl"), "\n");

        assertThatThrownBy(() -> new AiperfCsvImport().recognizes(table))
                .hasMessage(table + ", line 3: byte 1 of the line (0xE4) is not UTF-8; save the file as UTF-8");
        assertThatThrownBy(() -> new VllmImport().recognizes(json))
                .hasMessageStartingWith(json + ", line ")
                .hasMessageMatching(".*: byte \\d+ of the line \\(0xE4\\) is not UTF-8; save the file as UTF-8");
        assertThatThrownBy(() -> read(new VllmImport(), json)).hasMessageContaining("(0xE4) is not UTF-8");
        assertThatThrownBy(() -> read(new AiperfImport(), aiperf))
                .hasMessageStartingWith(details + ", line 1: byte ")
                .hasMessageEndingWith(" of the line (0xE4) is not UTF-8; save the file as UTF-8");
    }

    /** Puts a byte of Latin-1 before a text. */
    private static Path latin(Path file, String before) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        return Files.write(file, text.replaceFirst(before, "\u00E4" + before).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void refusesATableWithoutEnd() throws IOException {
        Path file = PeerFile.copy(folder, "profile_export_aiperf.csv");
        String text = Files.readString(file);

        Files.writeString(file, text + "x" + ",1".repeat(2_000_000));
        assertThatThrownBy(() -> read(new AiperfCsvImport(), file))
                .hasMessageStartingWith(file + ", line ")
                .hasMessageEndingWith(": the row has more than 10000 columns");
        Files.writeString(file, text + "x".repeat(9 << 20));
        assertThatThrownBy(() -> read(new AiperfCsvImport(), file))
                .hasMessage(file + ": is larger than 8 MiB; a summary of AIPerf or GenAI-Perf has some kilobytes");
    }

    @Test
    void doesNotTrustTheOriginalsNumbersWithoutItsRecords() throws IOException {
        Path file = Files.writeString(
                folder.resolve("results.json"),
                "{\"experiment_id\": \"0\", \"metrics\": {\"throughput_rps\": 20}, \"records\": []}");

        assertThatThrownBy(() -> read(new OriginalImport(), file)).hasMessageContaining("contains no \"records\"");
    }
}
