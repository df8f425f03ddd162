package io.varcas.benchmarks.truth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * What a server's answers really took, in ms.
 *
 * @param ttftMean mean time to the first token
 * @param ttftP99 its 99th percentile
 * @param e2eMean mean time to the last token
 * @param e2eP99 its 99th percentile
 */
record Truth(double ttftMean, double ttftP99, double e2eMean, double e2eP99) {

    /** A server that keeps its times exactly. */
    static Truth promised(double ttftMillis, double itlMillis, int tokens) {
        double e2e = ttftMillis + (tokens - 1) * itlMillis;
        return new Truth(ttftMillis, ttftMillis, e2e, e2e);
    }

    /**
     * Reads the log of {@code truth-server.c}.
     *
     * @param log lines of request read, first token written, last token written (ns of the machine's monotonic clock) and tokens
     * @param fromNanos requests read before are left out, by {@link System#nanoTime}
     * @param toNanos requests read then or later are left out
     * @throws IOException if it cannot be read, or tells of no request of that time
     */
    static Truth logged(Path log, long fromNanos, long toNanos) throws IOException {
        List<long[]> answers = Files.readAllLines(log).stream()
                .map(line -> Arrays.stream(line.split(" "))
                        .mapToLong(Long::parseLong)
                        .toArray())
                .filter(times -> times[0] >= fromNanos && times[0] < toNanos)
                .toList();
        if (answers.isEmpty()) {
            throw new IOException(log + " tells of no request of the measured time");
        }
        double[] ttft = answers.stream()
                .mapToDouble(times -> (times[1] - times[0]) / 1e6)
                .toArray();
        double[] e2e = answers.stream()
                .mapToDouble(times -> (times[2] - times[0]) / 1e6)
                .toArray();
        return new Truth(
                Arrays.stream(ttft).average().orElseThrow(),
                new Percentile().evaluate(ttft, 99),
                Arrays.stream(e2e).average().orElseThrow(),
                new Percentile().evaluate(e2e, 99));
    }
}
