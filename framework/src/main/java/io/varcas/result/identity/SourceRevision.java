package io.varcas.result.identity;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commit of the directory a run was started in: what a history orders runs by.
 *
 * @param commit full hash
 * @param committed when it was committed
 * @param dirty whether tracked files were changed since
 */
public record SourceRevision(String commit, Instant committed, boolean dirty) {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Pattern COMMITTER = Pattern.compile("committer .*> (\\d{1,12}) [+-]\\d{4}");

    /**
     * Returns the revision that git reports; empty if the directory is not under version control or has no commit, if git
     * is missing, or if it takes longer than five seconds. Hooks and filters of the repository are not run.
     */
    public static Optional<SourceRevision> of(Path directory) {
        Git git = new Git(directory, LIMIT);
        Optional<String> commit = git.ask("rev-parse", "--verify", "HEAD").map(String::strip);
        Optional<Instant> committed =
                commit.flatMap(hash -> git.ask("cat-file", "commit", hash)).flatMap(SourceRevision::committed);
        if (committed.isEmpty()) {
            return Optional.empty();
        }
        List<String> status = List.of("status", "--porcelain", "--untracked-files=no", "--ignore-submodules=all");
        Optional<String> changes = git.withoutFilters().flatMap(safe -> safe.ask(status.toArray(String[]::new)));
        return changes.map(text -> new SourceRevision(commit.orElseThrow(), committed.get(), !text.isBlank()));
    }

    private static Optional<Instant> committed(String object) {
        try {
            return object.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .map(COMMITTER::matcher)
                    .filter(Matcher::matches)
                    .findFirst()
                    .map(line -> Instant.ofEpochSecond(Long.parseLong(line.group(1))));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
