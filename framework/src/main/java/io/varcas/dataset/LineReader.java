package io.varcas.dataset;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of UTF-8, numbered from 1. A line that would not fit into memory is an error of the file, not of the JVM. */
final class LineReader implements Closeable {

    private static final int LONGEST = 64 << 20;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 12);
    private long number;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** Number of the line that was returned last. */
    long number() {
        return number;
    }

    /** Returns the next line that is not blank; null at the end. */
    @Nullable
    String next() throws IOException, BadRecord {
        while (true) {
            String text = read();
            if (text == null || !text.isBlank()) {
                return text;
            }
        }
    }

    private @Nullable String read() throws IOException, BadRecord {
        line.reset();
        number++;
        boolean some = false;
        for (int b = in.read(); b >= 0; b = in.read()) {
            some = true;
            if (b == '\n') {
                break;
            }
            if (line.size() == LONGEST) {
                throw new BadRecord(number, "the line is longer than " + (LONGEST >> 20) + " MiB", true);
            }
            line.write(b);
        }
        if (!some) {
            return null;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
