package io.varcas.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.sla.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFolderTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

    @TempDir
    Path out;

    @Test
    void isThereWholeOrNotAtAll() throws IOException {
        BundleFolder folder = BundleFolder.create(out.resolve("results"), NOW, "Chat low!");
        Files.writeString(folder.folder().resolve("requests.jsonl"), "{}");
        assertThat(out.resolve("results").resolve(folder.id())).doesNotExist();

        ResultBundle bundle = folder.finish(SampleResult.run(SampleResult.trial(Verdict.Status.MET)));

        assertThat(bundle.folder().getFileName()).hasToString(folder.id());
        assertThat(bundle.folder().resolve("requests.jsonl")).exists();
        assertThat(bundle.folder().resolve("result.json")).exists();
        assertThat(folder.folder()).doesNotExist();
        assertThat(folder.id()).endsWith("-Chat-low-");
    }

    @Test
    void neverTouchesAnEarlierBundle() throws IOException {
        BundleFolder unfinished = BundleFolder.create(out, NOW, "Chat");
        BundleFolder second = BundleFolder.create(out, NOW, "Chat");
        second.finish(SampleResult.run());
        BundleFolder third = BundleFolder.create(out, NOW, "Chat");

        assertThat(unfinished.id()).doesNotContain("-Chat-2");
        assertThat(second.id()).endsWith("-Chat-2");
        assertThat(third.id()).endsWith("-Chat-3");
    }

    @Test
    void leavesAFileAsItWasWhenItsNewContentFails() throws IOException {
        Path file = Files.writeString(out.resolve("report.txt"), "old");

        try {
            WholeFile.write(file, stream -> {
                stream.write(1);
                throw new IOException("disk full");
            });
        } catch (IOException expected) {
            assertThat(expected).hasMessage("disk full");
        }

        assertThat(file).hasContent("old");
        assertThat(out).isDirectoryNotContaining("glob:**.part");
    }
}
