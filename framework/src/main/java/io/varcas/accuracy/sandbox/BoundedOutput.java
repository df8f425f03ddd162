package io.varcas.accuracy.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a stream of a process to its end in a thread of its own, and ends the process when the stream exceeds its limit. */
final class BoundedOutput {

    private final byte[] bytes = new byte[SandboxLimits.OUTPUT_BYTES];
    private final Thread reader;
    private volatile int length;
    private volatile boolean exceeded;

    BoundedOutput(Process process, InputStream stream) {
        reader = new Thread(() -> read(process, stream), "varcas-sandbox-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Process process, InputStream stream) {
        try (stream) {
            length = stream.readNBytes(bytes, 0, bytes.length);
            if (length == bytes.length && stream.read() >= 0) {
                exceeded = true;
                process.toHandle().destroyForcibly(); // Process.destroyForcibly closes streams that are not yet read
            }
        } catch (IOException ended) {
            // the process was ended while it printed
        }
    }

    /** Returns whether there was more than the limit. */
    boolean isExceeded() {
        return exceeded;
    }

    /**
     * Returns the text after the end of the process.
     *
     * @param millis longest wait for the end of the stream
     */
    String text(long millis) throws InterruptedException {
        reader.join(millis);
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
