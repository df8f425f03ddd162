package io.varcas.profiler.otlp;

import io.varcas.record.ServerTimes;
import io.varcas.text.ForeignText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The times of requests that spans told, as CSV in microseconds, the id last: a server may put anything into it. */
public final class SpanFile {

    /** Name of the file. */
    public static final String NAME = "otlp-spans.csv";

    private static final String HEAD = "queue (us),prefill (us),decode (us),front end (us),request";
    private static final int COLUMNS = 5;
    private static final long NANOS_PER_MICRO = 1000;

    private final Map<String, ServerTimes> byId = new HashMap<>();

    private SpanFile() {}

    static String write(Map<String, ServerTimes> spans) {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        spans.forEach((id, times) -> {
            text.append(times.queueNanos() / NANOS_PER_MICRO)
                    .append(',')
                    .append(times.prefillNanos() / NANOS_PER_MICRO)
                    .append(',')
                    .append(times.decodeNanos() / NANOS_PER_MICRO)
                    .append(',');
            times.frontEndNanos().ifPresent(nanos -> text.append(nanos / NANOS_PER_MICRO));
            text.append(',').append(ForeignText.oneLine(id)).append('\n');
        });
        return text.toString();
    }

    /** Returns a file without spans. */
    public static SpanFile none() {
        return new SpanFile();
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or a line is none of it
     */
    public static SpanFile read(Path file) throws IOException {
        SpanFile spans = new SpanFile();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                spans.add(line);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException damaged) {
            throw new IOException(file + ": a line is no span: " + damaged.getMessage(), damaged);
        }
        return spans;
    }

    private void add(String line) {
        String[] cells = line.split(",", COLUMNS);
        byId.put(
                cells[COLUMNS - 1],
                new ServerTimes(
                        nanos(cells[0]),
                        nanos(cells[1]),
                        nanos(cells[2]),
                        cells[3].isEmpty() ? OptionalLong.empty() : OptionalLong.of(nanos(cells[3]))));
    }

    private static long nanos(String micros) {
        return Long.parseLong(micros) * NANOS_PER_MICRO;
    }

    /**
     * Returns the times of a request.
     *
     * @param responseId id of the response; vLLM numbers the prompts of a completion behind it, from 0
     */
    public Optional<ServerTimes> of(String responseId) {
        return Optional.ofNullable(byId.get(responseId)).or(() -> Optional.ofNullable(byId.get(responseId + "-0")));
    }
}
