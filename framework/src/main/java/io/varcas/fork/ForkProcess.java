package io.varcas.fork;

import io.varcas.result.identity.JvmIdentity;
import io.varcas.validation.FailureText;
import io.varcas.workload.Forks;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A load generator in a JVM of its own, seen from the launcher. It is started before it is needed, so that it boots while
 * the server is looked at, and waits for its task.
 */
final class ForkProcess implements RunningFork {

    private static final int TAIL_LINES = 20;
    private static final int CONNECT_MILLIS = 60_000;
    private static final int CALL_MILLIS = 200;
    private static final int EXIT_SECONDS = 10;

    private final Process process;
    private final Reception reception;
    private final ForkPatience patience = new ForkPatience();
    private final Deque<String> stderrTail = new ArrayDeque<>();
    private final List<Thread> pumps = new ArrayList<>();
    private volatile Consumer<String> output = line -> {};
    private final String executable;
    private final List<String> jvmArguments;
    private volatile boolean stopped;
    private boolean outOfMemory;
    private boolean outOfFiles;
    private volatile @Nullable Link link;
    private volatile @Nullable JvmIdentity jvm;

    private ForkProcess(Process process, String executable, List<String> jvmArguments, Reception reception) {
        this.process = process;
        this.executable = executable;
        this.jvmArguments = jvmArguments;
        this.reception = reception;
        pumps.add(pump(process.getInputStream(), line -> {
            output.accept(line);
            if (link == null) {
                keep(line); // of the JVM itself, which says there what is wrong with its arguments
            }
        }));
        pumps.add(pump(process.getErrorStream(), line -> {
            output.accept(line);
            keep(line);
        }));
    }

    /**
     * Starts the JVM.
     *
     * @throws IOException if there is no such executable, or no loopback port
     */
    static ForkProcess launch(Forks forks) throws IOException {
        String classPath = System.getProperty("java.class.path");
        String executable = forks.jvm()
                .orElseGet(() ->
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        List<String> jvmArguments = forks.jvmArgs().orElseGet(ForkProcess::ownArguments);
        List<String> command = new ArrayList<>(List.of(executable));
        command.addAll(jvmArguments);
        command.add(ForkMain.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", classPath);
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        String token = HexFormat.of().formatHex(secret);
        Reception reception = Reception.open(token);
        Process process;
        try {
            process = builder.start();
        } catch (IOException notStarted) {
            reception.close();
            throw notStarted;
        }
        try (Writer stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(reception.port() + " " + token + "\n");
        } catch (IOException gone) {
            // The process ended before it read a word; run() reports that with what it wrote to stderr.
        }
        return new ForkProcess(process, executable, jvmArguments, reception);
    }

    /**
     * Gives the fork its task and follows it to its end.
     *
     * @throws ForkException if it crashed, failed, or cannot be reached
     */
    @Override
    public ForkEnd run(ForkTask task, ForkEvents events) throws ForkException {
        output = events::output;
        try {
            Link line = accept();
            link = line;
            line.send(new LinkMessage.Begin(task));
            if (stopped) {
                line.send(new LinkMessage.Stop());
            }
            while (true) {
                LinkMessage message = next(line, events);
                if (message instanceof LinkMessage.WindowEnded ended) {
                    events.windowEnded(ended.progress());
                } else if (message instanceof LinkMessage.Live live) {
                    events.live(live.progress());
                } else if (message instanceof LinkMessage.Alive) {
                    events.alive();
                } else if (message instanceof LinkMessage.Ready) {
                    line.send(new LinkMessage.Go(events.awaitStart()));
                } else if (message instanceof LinkMessage.Finished finished) {
                    return finished.end();
                } else if (message instanceof LinkMessage.Failed failed) {
                    throw new ForkException(
                            failed.message(), failed.trace().lines().toList());
                }
            }
        } catch (IOException broken) {
            throw crashed(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ForkException("interrupted", List.of());
        }
    }

    /** Asks the fork to end its load now and keep what it measured. */
    @Override
    public void stop() {
        stopped = true;
        patience.stopped();
        Link line = link;
        if (line != null) {
            try {
                line.send(new LinkMessage.Stop());
            } catch (IOException gone) {
                // It has ended by itself, which is what was wanted.
            }
        }
    }

    @Override
    public Optional<JvmIdentity> jvm() {
        return Optional.ofNullable(jvm);
    }

    /** Ends the JVM if it has not ended by itself. */
    @Override
    public void close() {
        try {
            Link line = link;
            if (line != null) {
                line.close();
            }
            reception.close();
            if (!process.waitFor(line == null ? 0 : EXIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException alreadyClosed) {
            process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for what the fork says next; a fork that gives no sign of life for too long is ended. */
    private LinkMessage next(Link line, ForkEvents events) throws IOException, ForkException {
        while (true) {
            long began = System.nanoTime();
            Optional<LinkMessage> message = line.receive(ForkPatience.LOOK_MILLIS);
            ForkPatience.standstill(System.nanoTime() - began).ifPresent(events::launcherStoodStill);
            if (message.isPresent()) {
                patience.heard();
            } else {
                patience.silent();
            }
            endIfOverdue(message);
            if (message.isPresent()) {
                return message.get();
            }
        }
    }

    private Link accept() throws IOException, ForkException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CONNECT_MILLIS);
        while (System.nanoTime() < deadline && process.isAlive()) {
            Optional<Reception.Caller> caller = reception.await(CALL_MILLIS);
            if (caller.isPresent()) {
                jvm = identity(caller.get().hello());
                return caller.get().line();
            }
            endIfOverdue(Optional.empty());
        }
        throw crashed(new IOException("it did not call back"));
    }

    private void endIfOverdue(Optional<LinkMessage> last) throws ForkException {
        Optional<String> why = patience.end();
        boolean isLastWord = last.filter(
                        message -> message instanceof LinkMessage.Finished || message instanceof LinkMessage.Failed)
                .isPresent();
        if (why.isPresent() && !isLastWord) {
            process.destroyForcibly();
            throw new ForkException(why.get(), tail());
        }
    }

    private JvmIdentity identity(LinkMessage.Hello hello) {
        return new JvmIdentity(executable, jvmArguments, hello.jdkVersion(), hello.vmName(), hello.vmVersion());
    }

    private ForkException crashed(IOException broken) {
        try {
            if (process.waitFor(2, TimeUnit.SECONDS)) {
                for (Thread pump : pumps) {
                    pump.join(1_000);
                }
                return death().failure();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return new ForkException("lost the forked JVM: " + FailureText.of(broken), tail());
    }

    private ForkDeath death() {
        synchronized (stderrTail) {
            return new ForkDeath(process.exitValue(), link != null, outOfMemory, outOfFiles, List.copyOf(stderrTail));
        }
    }

    private List<String> tail() {
        synchronized (stderrTail) {
            return List.copyOf(stderrTail);
        }
    }

    private void keep(String line) {
        synchronized (stderrTail) {
            outOfMemory |= line.contains("OutOfMemoryError");
            outOfFiles |= ForkDeath.isOutOfFiles(line);
            stderrTail.addLast(line);
            if (stderrTail.size() > TAIL_LINES) {
                stderrTail.removeFirst();
            }
        }
    }

    private static Thread pump(InputStream stream, Consumer<String> lines) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader reader =
                            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        reader.lines().forEach(lines);
                    } catch (IOException | java.io.UncheckedIOException closed) {
                        // The process is gone, and with it its output.
                    }
                },
                "varcas-fork-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The launcher's own JVM arguments, without those that would make two JVMs fight for one debugger or agent port. */
    private static List<String> ownArguments() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-agentlib:jdwp") && !argument.startsWith("-Xrunjdwp"))
                .filter(argument -> !argument.contains("jmxremote.port"))
                .filter(argument ->
                        !argument.startsWith("-Djava.class.path=") && !argument.contains(File.pathSeparator + "jdwp"))
                .toList();
    }
}
