package io.varcas.fork;

import io.varcas.record.RequestLogReader;
import io.varcas.request.PromptStatistics;
import io.varcas.result.WholeFile;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;

/** Statistics of a load generator's prompts; the launcher adds them up and deletes them. */
final class ForkPrompts {

    private static final String FILE = "prompts.bin";

    private ForkPrompts() {}

    static void write(Path folder, PromptStatistics tally) throws IOException {
        WholeFile.write(folder.resolve(FILE), out -> {
            DataOutputStream data = new DataOutputStream(out);
            tally.write(data);
            data.flush();
        });
    }

    /** Reads what was left in a folder, and removes it; nothing, if the load broke before it had anything. */
    static Optional<PromptStatistics> take(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        PromptStatistics tally;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            tally = PromptStatistics.read(in);
        }
        Files.delete(file);
        return Optional.of(tally);
    }

    /**
     * Finds the different prompts that were sent: while a load runs, nothing is kept of them but the lines of its log.
     *
     * @param log its request log
     * @return a hash of each, in ascending order
     */
    static long[] different(Path log) throws IOException {
        LongStream.Builder sent = LongStream.builder();
        if (Files.exists(log)) {
            RequestLogReader.read(log, request -> {
                if (request.sentNanos().isPresent()) {
                    request.promptHash().ifPresent(sent::add);
                }
            });
        }
        return sent.build().sorted().distinct().toArray();
    }
}
