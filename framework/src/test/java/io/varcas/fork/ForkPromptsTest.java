package io.varcas.fork;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.record.Outcome;
import io.varcas.record.RequestLogWriter;
import io.varcas.record.RequestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkPromptsTest {

    @TempDir
    Path folder;

    @Test
    void promptsThatWereSentCountOnceWhateverBecameOfThem() throws IOException {
        Path log = folder.resolve(ForkFolder.REQUESTS);
        try (RequestLogWriter writer = RequestLogWriter.open(log)) {
            writer.accept(request(0, 9, Outcome.COMPLETED));
            writer.accept(request(1, -7, Outcome.HTTP_ERROR));
            writer.accept(request(2, 9, Outcome.TIMEOUT));
            writer.accept(request(3, 5, Outcome.CANCELLED));
        }
        assertThat(ForkPrompts.different(log)).containsExactly(-7, 9);
    }

    @Test
    void promptsOfSeveralSharesCountOnce() throws IOException {
        List<Path> clients = List.of(folder.resolve("one"), folder.resolve("other"));
        for (Path client : clients) {
            Files.createDirectory(client);
            try (RequestLogWriter writer = RequestLogWriter.open(client.resolve(ForkFolder.REQUESTS))) {
                writer.accept(request(0, 9, Outcome.COMPLETED));
                writer.accept(request(1, client.getFileName().toString().length(), Outcome.COMPLETED));
            }
        }
        SharedFiles.merge(folder, clients);
        assertThat(ForkPrompts.different(folder.resolve(ForkFolder.REQUESTS))).containsExactly(3, 5, 9);
    }

    @Test
    void aLoadThatLeftNoLogSentNothing() throws IOException {
        assertThat(ForkPrompts.different(folder.resolve(ForkFolder.REQUESTS))).isEmpty();
    }

    private static RequestRecord request(long index, long promptHash, Outcome outcome) {
        boolean sent = outcome != Outcome.CANCELLED;
        return RequestRecord.builder()
                .index(index)
                .sentNanos(sent ? OptionalLong.of(index) : OptionalLong.empty())
                .outcome(outcome)
                .promptHash(OptionalLong.of(promptHash))
                .build();
    }
}
