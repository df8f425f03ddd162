package io.varcas.benchmarks.truth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * The true times of a server's responses, in ms.
 *
 * @param ttftMean mean time to the first token
 * @param ttftP99 its 99th percentile
 * @param e2eMean mean time to the last token
 * @param e2eP99 its 99th percentile
 * @param gapP99 how far the server was from its objective: 99th percentile of the difference between the guaranteed
 *     time from a token to the next
 *     and that between its writes of the two
 * @param gapsNanos time from each token to the next, by the id of the response; empty for a server that keeps its
 *     objective exactly
 */
record Truth(
        double ttftMean, double ttftP99, double e2eMean, double e2eP99, double gapP99, Map<String, long[]> gapsNanos) {

    /** Columns of a log's line before the gaps. */
    private static final int BEFORE_GAPS = 5;

    /** Returns a server that keeps its times exactly. */
    static Truth promised(double ttftMillis, double itlMillis, int tokens) {
        double e2e = ttftMillis + (tokens - 1) * itlMillis;
        return new Truth(ttftMillis, ttftMillis, e2e, e2e, 0, Map.of());
    }

    /**
     * Reads the log of {@code truth-server.c}.
     *
     * @param log lines of number, request read, first token written, last token written (ns of the machine's monotonic
     *     clock), tokens, and
     *     nanoseconds from each token to the next
     * @param itlMillis time from token to token that the server guaranteed
     * @param fromNanos requests read before are left out, by {@link System#nanoTime}
     * @param toNanos requests read then or later are left out
     * @throws IOException if it cannot be read, or tells of no request of that time
     */
    static Truth logged(Path log, double itlMillis, long fromNanos, long toNanos) throws IOException {
        List<long[]> answers;
        try (Stream<String> lines = Files.lines(log)) {
            answers = lines.map(line -> Arrays.stream(line.split(" "))
                            .mapToLong(Long::parseLong)
                            .toArray())
                    .filter(answer -> answer[1] >= fromNanos && answer[1] < toNanos)
                    .toList();
        }
        if (answers.isEmpty()) {
            throw new IOException(log + " tells of no request of the measured time");
        }
        double[] ttft = answers.stream()
                .mapToDouble(answer -> (answer[2] - answer[1]) / 1e6)
                .toArray();
        double[] e2e = answers.stream()
                .mapToDouble(answer -> (answer[3] - answer[1]) / 1e6)
                .toArray();
        Map<String, long[]> gaps = new HashMap<>();
        answers.forEach(answer -> gaps.put("t-" + answer[0], Arrays.copyOfRange(answer, BEFORE_GAPS, answer.length)));
        return new Truth(
                mean(ttft),
                p99(ttft),
                mean(e2e),
                p99(e2e),
                p99(gaps.values().stream()
                        .flatMapToLong(Arrays::stream)
                        .mapToDouble(gap -> Math.abs(gap / 1e6 - itlMillis))
                        .toArray()),
                gaps);
    }

    static double p99(double[] values) {
        return values.length == 0 ? Double.NaN : new Percentile().evaluate(values, 99);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
