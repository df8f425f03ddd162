package io.varcas.launch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Small programs that are run to their end for what they print. */
final class Programs {

    private Programs() {}

    /**
     * Output of a program that ended.
     *
     * @param exitCode its exit code
     * @param output what it printed, stdout and stderr together
     */
    record Output(int exitCode, String output) {}

    /** Returns whether a program is on the PATH of this JVM. */
    static boolean isThere(String program) {
        return find(program, Map.of()).isPresent();
    }

    /**
     * Finds a program on the PATH; a path to it is returned as it is.
     *
     * @param environment variables beside those of this JVM, whose PATH counts
     */
    static Optional<Path> find(String program, Map<String, String> environment) {
        if (program.contains("/")) {
            return Optional.of(Path.of(program)).filter(Files::isExecutable);
        }
        String path = environment.getOrDefault("PATH", System.getenv().getOrDefault("PATH", ""));
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst();
    }

    /**
     * Runs a program.
     *
     * @param words the command
     * @param environment variables beside those of Varcas
     * @param folder folder that it runs in
     * @param limit time after which it is ended
     * @throws IOException if it cannot be run, or did not end in time; one line
     */
    static Output run(List<String> words, Map<String, String> environment, File folder, Duration limit)
            throws IOException {
        List<String> command = new ArrayList<>(words);
        find(words.get(0), environment).ifPresent(program -> command.set(0, program.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process));
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("it did not end within " + limit.toSeconds() + " s");
            }
            return new Output(process.exitValue(), output.join());
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interruption);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String text(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ended) {
            return "";
        }
    }
}
