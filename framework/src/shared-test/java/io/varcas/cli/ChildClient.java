package io.varcas.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line in a JVM of its own with the test's class path, as a user starts it. */
public final class ChildClient implements AutoCloseable {

    private static final int LIMIT_SECONDS = 90;

    private final Process process;
    private final Path console;

    private ChildClient(Process process, Path console) {
        this.process = process;
        this.console = console;
    }

    /**
     * Starts one.
     *
     * @param folder its working folder, in which what it prints goes to {@code console.txt}
     * @param environment variables beside those of this JVM
     * @param arguments the command line
     * @throws IOException if it cannot be started
     */
    public static ChildClient start(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        String classPath = Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path console = folder.resolve("console.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(console.toFile());
        builder.environment().putAll(environment);
        return new ChildClient(builder.start(), console);
    }

    /** Returns the process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Returns what it has printed so far. */
    public String printed() throws IOException {
        return Files.readString(console, StandardCharsets.UTF_8);
    }

    /**
     * Waits until it has printed something.
     *
     * @param text what to wait for
     * @throws IllegalStateException if it ends, or a minute and a half passes, before that
     */
    public void awaitPrinted(String text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!printed().contains(text)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("\"" + text + "\" was not printed, but: " + printed());
            }
            Thread.sleep(50);
        }
    }

    /**
     * Waits for its end.
     *
     * @return its exit code
     * @throws IllegalStateException if it does not end within a minute and a half
     */
    public int await() throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("it goes on after " + LIMIT_SECONDS + " s: " + printed());
        }
        return process.exitValue();
    }

    /** Ends it and all that it started. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
