package io.varcas.result.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks git about a folder that may be anybody's: nothing in it is changed, no program that its configuration names is run, and all questions
 * together take no longer than a limit.
 */
final class Git {

    private static final List<String> SAFE =
            List.of("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false");

    private final Path folder;
    private final long deadline;
    private final List<String> options;

    Git(Path folder, Duration limit) {
        this(folder, System.nanoTime() + limit.toNanos(), SAFE);
    }

    private Git(Path folder, long deadline, List<String> options) {
        this.folder = folder;
        this.deadline = deadline;
        this.options = options;
    }

    /** Returns the same without the filters that the repository itself defines; empty if git cannot say which these are. */
    Optional<Git> withoutFilters() {
        // One more setting than are asked for: without any, git ends with 1.
        Optional<String> names = with(List.of("-c", "filter.none.clean="))
                .ask("config", "--includes", "--name-only", "--get-regexp", "^filter\\..*\\.(clean|process)$");
        return names.map(text -> {
            List<String> off = new ArrayList<>();
            text.lines()
                    .map(name -> name.substring(0, name.lastIndexOf('.')))
                    .distinct()
                    .forEach(filter -> {
                        for (String key : List.of(".clean=", ".process=", ".required=false")) {
                            off.add("-c");
                            off.add(filter + key);
                        }
                    });
            return with(off);
        });
    }

    /** Returns what git prints; empty if it fails, is not there, or does not end in time. */
    Optional<String> ask(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "--no-pager", "--no-optional-locks"));
        command.addAll(options);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().remove("GIT_EXTERNAL_DIFF");
        // A partial clone fetches what is missing, by the program that it names for that.
        builder.environment().put("GIT_NO_LAZY_FETCH", "1");
        builder.environment().put("GIT_ALLOW_PROTOCOL", "none");
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                CompletableFuture<String> said = reading(process.getInputStream());
                String text = said.get(left(), TimeUnit.NANOSECONDS);
                return process.waitFor(left(), TimeUnit.NANOSECONDS) && process.exitValue() == 0
                        ? Optional.of(text)
                        : Optional.empty();
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException | ExecutionException | TimeoutException unanswered) {
            return Optional.empty();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Git with(List<String> more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(more);
        return new Git(folder, deadline, all);
    }

    private long left() {
        return Math.max(0, deadline - System.nanoTime());
    }

    /** Reads in a thread of its own: a program that neither ends nor writes would hold the reader. */
    private static CompletableFuture<String> reading(InputStream output) {
        CompletableFuture<String> said = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        said.complete(new String(output.readAllBytes(), StandardCharsets.UTF_8));
                    } catch (IOException gone) {
                        said.completeExceptionally(gone);
                    }
                },
                "varcas-git");
        reader.setDaemon(true);
        reader.start();
        return said;
    }
}
