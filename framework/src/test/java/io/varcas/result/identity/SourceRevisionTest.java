package io.varcas.result.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SourceRevisionTest {

    @TempDir
    Path folder;

    private boolean git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_COMMITTER_DATE", "2026-11-22T10:00:00+02:00");
        try {
            return builder.start().waitFor() == 0;
        } catch (IOException noGit) {
            return false;
        }
    }

    /** Returns the file that exists once {@link #program} was run. */
    private Path ran() {
        return folder.resolveSibling(folder.getFileName() + "-ran");
    }

    /** Writes a program that notes that it was run. */
    private Path program(Path ran) throws IOException {
        Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\necho $0 $@ >> " + ran + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void namesTheCommitAndWhetherFilesWereChangedSince() throws IOException, InterruptedException {
        assumeTrue(git("init"), "git is not installed");
        Files.writeString(folder.resolve("file"), "one");
        assertThat(git("add", "file") && git("commit", "-m", "first")).isTrue();
        SourceRevision clean = SourceRevision.of(folder).orElseThrow();
        assertThat(clean.commit()).matches("[0-9a-f]{40}");
        assertThat(clean.committed()).isEqualTo(Instant.parse("2026-11-22T08:00:00Z"));
        assertThat(clean.dirty()).isFalse();
        Files.writeString(folder.resolve("untracked"), "two");
        assertThat(SourceRevision.of(folder).orElseThrow().dirty()).isFalse();
        Files.writeString(folder.resolve("file"), "two");
        assertThat(SourceRevision.of(folder).orElseThrow().dirty()).isTrue();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void runsNothingThatARepositoryIsSetToRun() throws IOException, InterruptedException {
        assumeTrue(git("init"), "git is not installed");
        Path ran = ran();
        Path program = program(ran);
        Files.writeString(folder.resolve("file"), "one");
        Files.writeString(folder.resolve(".gitattributes"), "* filter=hostile diff=hostile\n");
        assertThat(git("add", "file", ".gitattributes") && git("commit", "-m", "first"))
                .isTrue();
        for (String key : List.of(
                "core.fsmonitor",
                "core.pager",
                "core.editor",
                "core.sshCommand",
                "core.askPass",
                "gpg.program",
                "filter.hostile.clean",
                "filter.hostile.process",
                "diff.hostile.textconv",
                "diff.external",
                "alias.status",
                "alias.rev-parse")) {
            assertThat(git("config", key, key.startsWith("alias.") ? "!" + program : program.toString()))
                    .isTrue();
        }
        assertThat(git("config", "log.showSignature", "true")).isTrue();
        for (String hook : List.of("post-index-change", "fsmonitor-watchman", "reference-transaction")) {
            Files.copy(program, folder.resolve(".git/hooks").resolve(hook), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.writeString(folder.resolve("file"), "two");

        assertThat(SourceRevision.of(folder).orElseThrow().dirty()).isTrue();
        assertThat(ran).as("what the repository is set to run").doesNotExist();
        git("status");
        assertThat(ran).as("what git runs when it is asked without care").exists();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void fetchesNothingThatAPartialCloneLacks() throws IOException, InterruptedException {
        assumeTrue(git("init"), "git is not installed");
        Path ran = ran();
        Path program = program(ran);
        Files.writeString(folder.resolve("file"), "one");
        assertThat(git("add", "file") && git("commit", "-m", "first")).isTrue();
        String commit = SourceRevision.of(folder).orElseThrow().commit();
        for (String setting : List.of(
                "core.repositoryformatversion=1",
                "extensions.partialClone=origin",
                "remote.origin.url=" + folder,
                "remote.origin.promisor=true",
                "remote.origin.uploadpack=" + program,
                "protocol.file.allow=always")) {
            int equals = setting.indexOf('=');
            assertThat(git("config", setting.substring(0, equals), setting.substring(equals + 1)))
                    .isTrue();
        }
        Files.delete(
                folder.resolve(".git/objects").resolve(commit.substring(0, 2)).resolve(commit.substring(2)));

        assertThat(SourceRevision.of(folder)).isEmpty();
        assertThat(ran).as("what the repository names to fetch by").doesNotExist();
        git("cat-file", "commit", commit);
        assertThat(ran).as("what git runs when it is asked without care").exists();
    }

    @Test
    void aRepositoryWithoutCommitHasNone() throws IOException, InterruptedException {
        assumeTrue(git("init"), "git is not installed");
        assertThat(SourceRevision.of(folder)).isEmpty();
    }
}
