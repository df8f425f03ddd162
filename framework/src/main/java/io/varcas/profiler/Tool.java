package io.varcas.profiler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A command-line tool of a profiler. It runs in the C locale, so that its numbers have a decimal point. A call that lasts
 * too long is ended with the processes that it started, and no others.
 *
 * @param command name on the {@code PATH}, or path
 * @param install how to get it, in a few words
 */
public record Tool(String command, String install) {

    private static final Duration VERSION_LIMIT = Duration.ofSeconds(20);

    /**
     * The output of a call.
     *
     * @param code exit status
     * @param text stdout and stderr
     */
    public record Output(int code, String text) {

        /** Returns its last line that is not empty. */
        public String lastLine() {
            List<String> lines = text.lines()
                    .filter(line -> !line.isBlank())
                    .map(String::strip)
                    .toList();
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        }
    }

    /** Returns the reason why it cannot be called; empty if it can. */
    public Optional<String> obstacle() {
        try {
            Output version = call(VERSION_LIMIT, List.of("--version"));
            return version.code() == 0
                    ? Optional.empty()
                    : Optional.of(command + " --version failed: " + version.lastLine());
        } catch (IOException absent) {
            return Optional.of(command + " cannot be started; " + install + ", or name it by tool=<path>");
        }
    }

    /**
     * Calls it and waits for its end.
     *
     * @param limit longest wait
     * @param arguments its arguments
     * @throws IOException if it cannot be started, or does not end in time
     */
    public Output call(Duration limit, List<String> arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(arguments);
        Path printed = Files.createTempFile("varcas-tool", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(printed.toFile());
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
                throw new IOException(command + " " + arguments.get(0) + " did not end within " + limit.toSeconds()
                        + " s; it was stopped");
            }
            return new Output(process.exitValue(), new String(Files.readAllBytes(printed), StandardCharsets.UTF_8));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException(command + " was interrupted", stop);
        } finally {
            Files.deleteIfExists(printed);
        }
    }

    /**
     * Calls it and expects success.
     *
     * @return what it printed
     * @throws IOException if it fails as well; the message has its last line
     */
    public String require(Duration limit, List<String> arguments) throws IOException {
        Output output = call(limit, arguments);
        if (output.code() != 0) {
            throw new IOException(command + " " + arguments.get(0) + " failed with exit code " + output.code() + ": "
                    + output.lastLine());
        }
        return output.text();
    }

    /** Ends a process and those that it started. */
    public static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
