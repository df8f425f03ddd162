package io.varcas.result;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Commit of the directory a run was started in: what a history orders runs by.
 *
 * @param commit full hash
 * @param committed when it was committed
 * @param dirty whether tracked files were changed since
 */
public record SourceRevision(String commit, Instant committed, boolean dirty) {

    private static final long LIMIT_SECONDS = 5;

    /** Asks git; empty if the directory is under no version control, has no commit yet, or there is no git. */
    public static Optional<SourceRevision> of(Path directory) {
        Optional<List<String>> commit = git(directory, "log", "-1", "--format=%H%n%cI");
        Optional<List<String>> changes = git(directory, "status", "--porcelain", "--untracked-files=no");
        if (commit.isEmpty() || commit.get().size() != 2 || changes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SourceRevision(
                    commit.get().get(0),
                    OffsetDateTime.parse(commit.get().get(1)).toInstant(),
                    !changes.get().isEmpty()));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Runs git without touching the repository: not even its index is refreshed. */
    private static Optional<List<String>> git(Path directory, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder("git", "--no-optional-locks");
        builder.command().addAll(List.of(arguments));
        builder.directory(directory.toAbsolutePath().toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0 ? Optional.of(lines) : Optional.empty();
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
