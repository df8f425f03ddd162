package io.varcas.accuracy.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One process in a sandbox, watched until it ends or breaks a limit. Its end is the end of every process that it started. */
final class SandboxedProcess {

    /** Variables of the program, and no others. Numeric libraries would start a thread for each core. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            "HOME", SandboxFiles.SCRATCH,
            "TMPDIR", SandboxFiles.SCRATCH,
            "LANG", "C.UTF-8",
            "PYTHONHASHSEED", "0",
            "OMP_NUM_THREADS", "1",
            "OPENBLAS_NUM_THREADS", "1");

    private static final long LOOK_MILLIS = 50;
    private static final long DRAIN_MILLIS = 2_000;

    /** The limit for which a process was ended. */
    enum Stop {
        NONE,
        TIME,
        MEMORY,
        OUTPUT
    }

    /**
     * The end of a process.
     *
     * @param code exit status; above 128 for a signal
     * @param stop the limit for which it was ended
     * @param out beginning of stdout
     * @param err beginning of stderr
     */
    record Ending(int code, Stop stop, String out, String err) {}

    private SandboxedProcess() {}

    /**
     * Runs a command to its end.
     *
     * @param command the command, of a {@link Sandbox}
     * @param input what it reads from stdin
     * @param limits when it is ended
     * @throws IOException if it cannot be started
     * @throws InterruptedException if interrupted; the process is ended
     */
    static Ending run(List<String> command, String input, SandboxLimits limits)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(Path.of("/").toFile());
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        Process process = builder.start();
        try {
            BoundedOutput out = new BoundedOutput(process, process.getInputStream());
            BoundedOutput err = new BoundedOutput(process, process.getErrorStream());
            write(process, input);
            Stop stop = watch(process, limits);
            process.toHandle().destroyForcibly(); // leaves the streams to be read
            process.waitFor();
            String text = out.text(DRAIN_MILLIS);
            String errors = err.text(DRAIN_MILLIS);
            return new Ending(
                    process.exitValue(), out.isExceeded() || err.isExceeded() ? Stop.OUTPUT : stop, text, errors);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Writes in another thread: a program that never reads must not hold up its watch. */
    private static void write(Process process, String input) {
        Thread writer = new Thread(
                () -> {
                    try (OutputStream stdin = process.getOutputStream()) {
                        stdin.write(input.getBytes(StandardCharsets.UTF_8));
                    } catch (IOException ended) {
                        // the process ended before it read its input; its exit status tells why
                    }
                },
                "varcas-sandbox-input");
        writer.setDaemon(true);
        writer.start();
    }

    private static Stop watch(Process process, SandboxLimits limits) throws InterruptedException {
        long end = System.nanoTime() + limits.time().toNanos();
        while (true) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (process.waitFor(Math.max(1, Math.min(LOOK_MILLIS, left)), TimeUnit.MILLISECONDS)) {
                return Stop.NONE;
            }
            if (left <= 0) {
                return Stop.TIME;
            }
            if (memoryKib(process) > limits.memoryMib() * 1024L) {
                return Stop.MEMORY;
            }
        }
    }

    /** Returns the proportional memory of all processes in the sandbox, in KiB. */
    private static long memoryKib(Process process) {
        return process.descendants()
                .mapToLong(child -> memoryKib(Path.of("/proc", String.valueOf(child.pid()), "smaps_rollup")))
                .sum();
    }

    private static long memoryKib(Path rollup) {
        try (Stream<String> lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | java.io.UncheckedIOException ended) {
            return 0; // it ended meanwhile; the limit of its address space holds in any case
        }
    }
}
