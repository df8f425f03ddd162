package io.varcas.stages;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stages of single requests as CSV, one line each, in milliseconds with three decimals: {@code index}, {@code e2e (ms)},
 * {@code ttft (ms)} and a column for each stage. The file appears with its first line.
 */
public final class StageTable implements Closeable {

    private static final String HEAD = Arrays.stream(Stage.values())
            .map(stage -> stage.label() + " (ms)")
            .collect(Collectors.joining(",", "index,e2e (ms),ttft (ms),", "\n"));
    private static final long NANOS_PER_MICRO = 1000;

    private final Path file;
    private @Nullable BufferedWriter out;

    /** Creates a table that has no file yet. */
    public StageTable(Path file) {
        this.file = file;
    }

    /**
     * Adds a request.
     *
     * @param index its place in the plan
     * @param stages its stages
     * @throws UncheckedIOException if the file cannot be written
     */
    public void add(long index, RequestStages stages) {
        StringBuilder line = new StringBuilder(96).append(index).append(',');
        millis(line, stages.e2eNanos());
        line.append(',');
        stages.ttftNanos().ifPresent(ttft -> millis(line, ttft));
        for (Stage stage : Stage.values()) {
            line.append(',');
            millis(line, stages.nanos(stage));
        }
        try {
            if (out == null) {
                out = Files.newBufferedWriter(file);
                out.write(HEAD);
            }
            out.append(line.append('\n'));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Returns whether it has a line, and so a file. */
    public boolean isWritten() {
        return out != null;
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }

    /** Writes whole microseconds as milliseconds: a million lines are no work for a formatter. */
    private static void millis(StringBuilder line, long nanos) {
        long micros = Math.abs(nanos) / NANOS_PER_MICRO;
        if (nanos < 0 && micros > 0) {
            line.append('-');
        }
        line.append(micros / 1000).append('.');
        int fraction = (int) (micros % 1000);
        line.append((char) ('0' + fraction / 100))
                .append((char) ('0' + fraction / 10 % 10))
                .append((char) ('0' + fraction % 10));
    }
}
