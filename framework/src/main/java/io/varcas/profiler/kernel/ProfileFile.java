package io.varcas.profiler.kernel;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file of a profiler, whose format is known from its content. */
public final class ProfileFile {

    private static final String SQLITE = "SQLite format 3";
    private static final int HEAD_BYTES = 1 << 16;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final String name;

    /**
     * Names a file.
     *
     * @param file the file; may be compressed by gzip
     */
    public ProfileFile(Path file) {
        this.file = file;
        this.name = String.valueOf(file.getFileName());
    }

    /**
     * Reads the file: a Chrome trace or a table of the torch profiler, CSV or an SQLite export of Nsight Systems, or CSV
     * of Nsight Compute. Memory is bounded whatever the size of the file.
     *
     * @throws IOException if it cannot be read, is no profile, or holds no kernel; the message begins with its name
     */
    public KernelProfile read() throws IOException {
        KernelClassifier classes = KernelClassifier.load();
        try (InputStream in = open()) {
            in.mark(HEAD_BYTES);
            String head = head(in);
            in.reset();
            if (head.startsWith(SQLITE)) {
                return NsysSqlite.read(file, classes);
            }
            String first = head.stripLeading();
            if (first.startsWith("{") || first.startsWith("[")) {
                return TorchTrace.read(name, in, classes);
            }
            BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            if (head.lines().anyMatch(NcuCsv::isHead)) {
                return NcuCsv.read(name, text, classes);
            }
            if (head.lines().anyMatch(NsysCsv::isHead)) {
                return NsysCsv.read(name, text, classes);
            }
            if (head.lines().anyMatch(TorchTable::isRuler)) {
                return TorchTable.read(name, text, classes);
            }
            throw new ProfileException(
                    name + (head.isEmpty() ? ": is empty" : ": unknown format") + "; use a torch trace"
                            + " (.pt.trace.json.gz) or table"
                            + " (profiler_out_*.txt), the CSV or"
                            + " SQLite export of nsys, or the CSV"
                            + " of ncu");
        }
    }

    private InputStream open() throws IOException {
        InputStream plain = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        plain.mark(2);
        boolean gzip = plain.read() == 0x1f && plain.read() == 0x8b;
        plain.reset();
        return gzip ? new BufferedInputStream(new GZIPInputStream(plain, BUFFER_BYTES), BUFFER_BYTES) : plain;
    }

    /** Returns the first characters; a file that ends within them, even in the midst of gzip, has fewer. */
    private static String head(InputStream in) throws IOException {
        byte[] bytes = new byte[HEAD_BYTES];
        int length = 0;
        try {
            int read = in.read(bytes, 0, bytes.length);
            while (read > 0) {
                length += read;
                read = in.read(bytes, length, bytes.length - length);
            }
        } catch (EOFException truncated) {
            // the reader of the format tells how much there is
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
