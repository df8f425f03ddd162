package io.varcas.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.record.RequestLogReader.Extent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLogTest {

    private final Path folder;

    RequestLogTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        List<RequestRecord> records = Records.random(new Random(5), 2000, 60_000);
        Path file = write(records);
        List<RequestRecord> read = new ArrayList<>();
        assertThat(RequestLogReader.read(file, read::add)).isEqualTo(new Extent(2000, Optional.empty()));
        assertThat(RequestLogReader.extent(file)).isEqualTo(new Extent(2000, Optional.empty()));
        assertThat(read)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("events")
                .isEqualTo(records);
        for (int i = 0; i < records.size(); i++) {
            assertThat(events(read.get(i))).isEqualTo(events(records.get(i)));
        }
    }

    @Test
    void keepsEveryMemberOfARecord() throws IOException {
        Timeline events = new Timeline(2);
        events.add(52_345_678, EventKind.REASONING);
        events.add(62_999_999, EventKind.CONTENT);
        events.add(62_999_999, EventKind.USAGE);
        RequestRecord record = RequestRecord.builder()
                .index(7)
                .part("rag")
                .user(3)
                .intendedNanos(2_345_678)
                .sentNanos(OptionalLong.of(2_399_999))
                .firstByteNanos(OptionalLong.of(52_000_000))
                .closedNanos(70_000_000)
                .outcome(Outcome.STREAM_ERROR)
                .status(OptionalInt.of(200))
                .askedTokens(64)
                .input(new TokenCount(33, TokenSource.USAGE))
                .output(new TokenCount(5, TokenSource.EVENTS))
                .cachedTokens(OptionalInt.of(16))
                .firstTextTokens(4)
                .events(events)
                .finishReason(Optional.of("stop"))
                .error(Optional.of("a \"quoted\"\nline \u20ac"))
                .serverId(Optional.of("chatcmpl-7"))
                .contentHash(OptionalLong.of(0xF00D))
                .promptHash(OptionalLong.of(0xBEEF))
                .serverTimes(
                        Optional.of(new ServerTimes(1_000_999, 41_000_000, 10_000_000, OptionalLong.of(3_000_000))))
                .build();
        Path file = write(List.of(record));
        assertThat(text(file))
                .isEqualTo(
                        "{\"index\":7,\"part\":\"rag\",\"user\":3,\"due\":2345,\"sent\":2399,\"firstByte\":52000,"
                                + "\"closed\":70000,\"outcome\":\"stream-error\",\"status\":200,\"asked\":64,\"input\":33,"
                                + "\"inputSource\":\"usage\",\"output\":5,\"outputSource\":\"events\",\"cached\":16,"
                                + "\"firstTextTokens\":4,\"kinds\":\"TCU\",\"gaps\":[49946,10654,0],\"finish\":\"stop\",\"error\":\"a"
                                + " \\\"quoted\\\"\\n"
                                + "line \u20ac\",\"id\":\"chatcmpl-7\",\"hash\":\"000000000000f00d\",\"promptHash\":\"000000000000beef\",\"server\":{\"queue\":1000,\"prefill\":41000,\"decode\":10000,\"frontEnd\":3000}}\n");
        List<RequestRecord> read = new ArrayList<>();
        RequestLogReader.read(file, read::add);
        assertThat(text(write(read))).as("written again").isEqualTo(text(file));
    }

    @Test
    void keepsThePhaseInWhichARequestWasDue() throws IOException {
        Path file = folder.resolve("of-a-load.jsonl.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(
                    "{\"index\":7,\"phase\":\"iteration 2\",\"due\":1,\"closed\":2,\"outcome\":\"cancelled\",\"asked\":1}\n"
                            .getBytes(StandardCharsets.UTF_8));
        }
        List<RequestRecord> read = new ArrayList<>();
        RequestLogReader.read(file, read::add);
        assertThat(read.get(0).phase()).isEqualTo("iteration 2");
        assertThat(text(write(read))).contains("\"index\":7,\"phase\":\"iteration 2\",");
    }

    @Test
    void keepsWhenACapLetARequestBeSent() throws IOException {
        Path file = write(List.of(Records.heldBack(0, 10, 30, 31, 90)));
        assertThat(text(file)).contains("\"due\":10000,\"ready\":30000,\"sent\":31000,");
        List<RequestRecord> read = new ArrayList<>();
        RequestLogReader.read(file, read::add);
        assertThat(read.get(0).readyNanos()).hasValue(30_000_000);
    }

    @Test
    void readsTheWholeLinesOfALogThatACrashCutOff() throws IOException {
        byte[] whole = Files.readAllBytes(write(Records.random(new Random(5), 3000, 60_000)));
        Path cut = folder.resolve("cut.jsonl.gz");
        long before = 0;
        for (int length = whole.length / 10; length < whole.length; length += whole.length / 10) {
            Files.write(cut, Arrays.copyOf(whole, length));
            Extent extent = RequestLogReader.read(cut, record -> {});
            long records = extent.records();
            assertThat(extent.damage())
                    .hasValue("ends in the middle: " + records + " requests could be read, the rest is lost");
            assertThat(RequestLogReader.extent(cut)).isEqualTo(extent);
            assertThat(records).isBetween(before, 3000L);
            before = records;
        }
        assertThat(before).isGreaterThan(2000);
        Files.write(cut, Arrays.copyOf(whole, 3));
        assertThat(RequestLogReader.read(cut, record -> {}).records()).isZero();
    }

    @Test
    void readsADamagedLogAsFarAsItCan() throws IOException {
        byte[] bytes = Files.readAllBytes(write(Records.random(new Random(5), 3000, 60_000)));
        bytes[bytes.length - 8]++; // the checksum
        Path file = folder.resolve("damaged.jsonl.gz");
        Files.write(file, bytes);
        Extent extent = RequestLogReader.read(file, record -> {});
        assertThat(extent.records()).isEqualTo(3000);
        assertThat(extent.damage().orElseThrow()).startsWith("is damaged (");
        Files.writeString(file, "no archive at all");
        assertThat(RequestLogReader.read(file, record -> {}).damage().orElseThrow())
                .startsWith("is damaged (Not in GZIP format): 0 requests");
    }

    @Test
    void handsRecordsOverOnTheThreadThatAskedForThem() throws IOException {
        Path file = write(Records.random(new Random(5), 5000, 60_000));
        Thread caller = Thread.currentThread();
        RequestLogReader.read(file, record -> assertThat(Thread.currentThread()).isSameAs(caller));
        IllegalStateException enough = new IllegalStateException("enough");
        assertThatThrownBy(() -> RequestLogReader.read(file, record -> {
                    throw enough;
                }))
                .isSameAs(enough);
    }

    @Test
    void readsLinesLongerThanAnyBuffer() throws IOException {
        Path file = folder.resolve("long.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (int length : new int[] {10, 1 << 20, 3, 300_000}) {
                out.write(("\n{\"error\":\"" + "x".repeat(length) + "\"}\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        List<Integer> lengths = new ArrayList<>();
        Extent extent = RequestLogReader.read(
                file, record -> lengths.add(record.error().orElseThrow().length()));
        assertThat(lengths).containsExactly(10, 1 << 20, 3, 300_000);
        assertThat(extent).isEqualTo(new Extent(4, Optional.empty()));
    }

    @Test
    void namesFileAndLineOfWhatIsNoRecord() throws IOException {
        Path file = folder.resolve("bad.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("{\"index\":1,\"outcome\":\"completed\"}\n{\"outcome\":\"perhaps\"}\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> RequestLogReader.read(file, record -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " line 2: ");
    }

    @ParameterizedTest
    @CsvSource({"CC, 0, '[50000]', 1", "C, 0, '[50000,10]', 2", "CC, 0, '', 0", "C, 100, '[1]', 1"})
    void refusesALineWhoseGapsAreNotThoseOfItsEvents(String kinds, int more, String gaps, int count)
            throws IOException {
        Path file = folder.resolve("gaps.jsonl.gz");
        String all = kinds + "C".repeat(more);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(
                    ("{\"index\":1}\n{\"kinds\":\"" + all + "\"" + (gaps.isEmpty() ? "" : ",\"gaps\":" + gaps) + "}\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> RequestLogReader.read(file, record -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " line 2: has kinds for " + all.length() + " events, but gaps for " + count);
    }

    private Path write(List<RequestRecord> records) throws IOException {
        Path file = Files.createTempFile(folder, "requests-", ".jsonl.gz");
        try (RequestLogWriter writer = RequestLogWriter.open(file)) {
            records.forEach(writer);
        }
        return file;
    }

    private static String text(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> events(RequestRecord record) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < record.events().size(); i++) {
            events.add(record.events().kind(i) + " " + record.events().nanos(i));
        }
        return events;
    }

    @Test
    void anEndlessLineIsDamageAndNoMoreMemory() throws IOException {
        Path file = folder.resolve("endless.jsonl.gz");
        byte[] piece = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < 40; i++) {
                out.write(piece);
            }
        }
        Extent extent = RequestLogReader.read(file, record -> {});
        assertThat(extent.records()).isZero();
        assertThat(extent.damage().orElseThrow()).startsWith("has a line of more than 16 MiB");
    }

    @Test
    void noticesThatItsFileWasDeleted() throws IOException {
        Path file = folder.resolve("deleted.jsonl.gz");
        RequestLogWriter log = RequestLogWriter.open(file);
        Files.delete(file);
        Records.random(new Random(5), 10, 60_000).forEach(log);
        assertThatThrownBy(log::close)
                .hasMessage("request log " + file + ": it was deleted, moved or renamed while it was written");
    }
}
