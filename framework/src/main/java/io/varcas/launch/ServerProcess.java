package io.varcas.launch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The process of a server in a session of its own, behind a guard: a shell that ends the whole session when a pipe from this JVM closes.
 * The kernel closes it whatever becomes of this JVM, so that SIGKILL leaves no server behind either.
 */
final class ServerProcess implements AutoCloseable {

    /** Variable that marks the processes of a launch; its value is the launch's own. */
    static final String MARK = "VARCAS_LAUNCH";

    /** Time of the guard beyond the limit of the server: SIGKILL takes up to 5 s, and a container tool may be slow. */
    private static final Duration GUARD_TIME = Duration.ofSeconds(15);

    private final Process guard;
    private final String id;
    private final Duration stopLimit;

    private ServerProcess(Process guard, String id, Duration stopLimit) {
        this.guard = guard;
        this.id = id;
        this.stopLimit = stopLimit;
    }

    /**
     * Starts a server.
     *
     * @param id mark of the launch: alphanumeric characters and dashes
     * @param words its command
     * @param environment its variables beside those of this JVM
     * @param folder folder that it runs in
     * @param container its container, if it is one
     * @param stopLimit time between SIGTERM and SIGKILL
     * @param log file that its output is appended to, by itself
     * @throws LaunchException if this machine has no {@code setsid}
     * @throws IOException if the process cannot be started
     */
    static ServerProcess start(
            String id,
            List<String> words,
            Map<String, String> environment,
            File folder,
            Optional<Container> container,
            Duration stopLimit,
            Path log)
            throws IOException {
        if (!Programs.isThere("setsid")) {
            throw new LaunchException(
                    "there is no program \"setsid\", which a launch needs to end its server and nothing"
                            + " else; install the package util-linux");
        }
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", script(), "varcas-guard", id));
        command.add(String.valueOf(Math.max(1, stopLimit.toSeconds())));
        command.add(container.map(Container::tool).orElse(""));
        command.add(container.map(Container::name).orElse(""));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("PYTHONUNBUFFERED", "1"); // else the last lines of a killed Python are lost
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start(), id, stopLimit);
    }

    /** Returns the id of its session, which is also the process id of its guard. */
    long session() {
        return guard.pid();
    }

    /** Returns the value of {@link #MARK} in its processes. */
    String id() {
        return id;
    }

    boolean isAlive() {
        return guard.isAlive();
    }

    /** Returns the exit code of the server when it has ended, with everything it started. */
    CompletableFuture<Integer> ended() {
        return guard.onExit().thenApply(Process::exitValue);
    }

    /** Ends the server and everything it started: SIGTERM, and SIGKILL after the limit. Returns when they are gone. */
    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
        } catch (IOException gone) {
            // The guard has ended, and the server before it.
        }
        boolean interrupted = false;
        long deadline = System.nanoTime() + stopLimit.plus(GUARD_TIME).toNanos();
        while (guard.isAlive() && System.nanoTime() < deadline) {
            try {
                guard.waitFor(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException impatient) {
                interrupted = true; // an end that is cut short would leave processes behind
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String script() {
        try (InputStream text = Objects.requireNonNull(ServerProcess.class.getResourceAsStream("guard.sh"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("guard.sh in the jar cannot be read", broken);
        }
    }
}
