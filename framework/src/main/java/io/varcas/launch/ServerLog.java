package io.varcas.launch;

import io.varcas.setting.Secrets;
import io.varcas.text.ForeignText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The end of a server's log while it grows. */
final class ServerLog {

    private static final int TAIL_BYTES = 64 << 10;
    private static final int LONGEST_LINE = 300;

    /** The last line of a Python traceback; vLLM's outer one only points to the one before. */
    private static final Pattern CAUSE = Pattern.compile("(?:^|[\\s\\]])([A-Za-z_.]*(?:Error|Exception): .+)$");

    private static final String POINTER = "See root cause above";

    private final Path file;

    ServerLog(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** Returns the last lines that are not empty, fit to be printed, the oldest first. */
    List<String> tail(int most) {
        List<String> lines = read().lines()
                .map(line -> Secrets.HERE.redacted(ForeignText.oneLine(line, LONGEST_LINE)))
                .filter(line -> !line.isBlank())
                .toList();
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    /** Returns the last error that the log names, without the time and the process before it. */
    Optional<String> cause() {
        return tail(Integer.MAX_VALUE).stream()
                .map(CAUSE::matcher)
                .filter(error -> error.find() && !error.group(1).contains(POINTER))
                .map(error -> error.group(1))
                .reduce((earlier, later) -> later);
    }

    private String read() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, log.length() - TAIL_BYTES);
            log.seek(from);
            byte[] bytes = new byte[(int) Math.min(TAIL_BYTES, log.length() - from)];
            int read = Math.max(0, log.read(bytes));
            return new String(bytes, 0, read, StandardCharsets.UTF_8);
        } catch (IOException absent) {
            return "";
        }
    }
}
