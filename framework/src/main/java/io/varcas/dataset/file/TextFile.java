package io.varcas.dataset.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A text file of another program, read as datasets are: UTF-8, or as its byte order mark says; no line or row above 32 MiB, no row of more
 * than 10,000 columns. Faults are one line with file and line.
 */
public final class TextFile {

    private static final int BUFFER = 1 << 16;

    private TextFile() {}

    /** Takes the lines or rows of a file, one after the other. */
    @FunctionalInterface
    public interface Sink<T> {

        /**
         * Takes a line or row.
         *
         * @param content the line, or the values of the row
         * @param line its line in the file, from 1
         * @throws IOException if it is none that the sink can use
         */
        void accept(T content, long line) throws IOException;
    }

    /**
     * Reads the rows of comma-separated values (RFC 4180) that are not empty.
     *
     * @throws IOException if the file cannot be read, is not text, or has a malformed or endless row
     */
    public static void rows(Path file, Sink<List<String>> sink) throws IOException {
        try (CsvParser rows = new CsvParser(open(file), "")) {
            for (List<String> row = rows.next(); row != null; row = rows.next()) {
                sink.accept(row, rows.line());
            }
        } catch (BadRecord bad) {
            throw fault(file, bad);
        } catch (TranscodedInput.Fault bad) {
            throw new IOException(file + ": " + bad.getMessage(), bad);
        }
    }

    /**
     * Reads the lines that are not blank.
     *
     * @throws IOException if the file cannot be read, is not text, or has an endless line
     */
    public static void lines(Path file, Sink<String> sink) throws IOException {
        try (LineReader lines = new LineReader(open(file), "")) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                sink.accept(line, lines.number());
            }
        } catch (BadRecord bad) {
            throw fault(file, bad);
        } catch (TranscodedInput.Fault bad) {
            throw new IOException(file + ": " + bad.getMessage(), bad);
        }
    }

    private static InputStream open(Path file) throws IOException {
        return DataFile.utf8(new BufferedInputStream(Files.newInputStream(file), BUFFER), StandardCharsets.UTF_8);
    }

    private static IOException fault(Path file, BadRecord bad) {
        return new IOException(file + ", line " + bad.line() + ": " + bad.getMessage(), bad);
    }
}
