package io.varcas.launch;

import io.varcas.setting.Secrets;
import io.varcas.text.ForeignText;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The end of a server's log while it grows. */
final class ServerLog {

    private static final int TAIL_BYTES = 64 << 10;
    private static final int LONGEST_LINE = 300;

    /** The last line of a Python traceback, behind the time and the process that a logger writes; the class without its package. */
    private static final Pattern CAUSE = Pattern.compile("(?:^|[\\s\\].])([A-Za-z]\\w*(?:Error|Exception): .+)$");

    /** The outer error of vLLM, which only points to another one. */
    private static final Pattern POINTER = Pattern.compile("See (root cause|stack trace)");

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

    /** Returns the last error that the log names, one that points to another only if there is no other. */
    Optional<String> cause() {
        List<String> errors = tail(Integer.MAX_VALUE).stream()
                .map(CAUSE::matcher)
                .filter(Matcher::find)
                .map(error -> error.group(1))
                .toList();
        return errors.stream()
                .filter(error -> !POINTER.matcher(error).find())
                .reduce((earlier, later) -> later)
                .or(() -> errors.stream().reduce((earlier, later) -> later));
    }

    /**
     * Replaces the keys of this process that the server wrote. The server must have ended.
     *
     * @throws IOException if the log cannot be rewritten; it is unchanged then
     */
    void redact() throws IOException {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            if (lines.allMatch(line -> Secrets.HERE.redacted(line).equals(line))) {
                return;
            }
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
                BufferedWriter redacted = Files.newBufferedWriter(part, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                redacted.write(Secrets.HERE.redacted(line));
                redacted.newLine();
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
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
