package io.varcas.reports.html;

import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.result.ForkResult;
import io.varcas.result.ProfileResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The files of a bundle, from which everything on the page can be computed again. */
final class BundleFiles {

    private static final double KIBI = 1024;

    private final ResultBundle bundle;
    private final boolean linked;

    /**
     * Takes a bundle.
     *
     * @param linked whether the page is meant to lie in the bundle, so that relative links reach its files
     */
    BundleFiles(ResultBundle bundle, boolean linked) {
        this.bundle = bundle;
        this.linked = linked;
    }

    Tag tag() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(ResultBundle.RESULT_FILE, "everything that was computed; its schema is in the jar");
        for (TrialResult trial : bundle.result().trials()) {
            for (ForkResult fork : trial.forkResults()) {
                String of = TrialSection.name(trial) + ", fork " + (fork.index() + 1);
                files.put(fork.requests(), "request log of " + of + ": a line of JSON for each request");
                for (Map.Entry<String, ProfileResult> profile : fork.profiles().entrySet()) {
                    profile.getValue()
                            .files()
                            .forEach(file -> files.putIfAbsent(file, "profiler " + profile.getKey() + " of " + of));
                }
            }
        }
        TableTag table = new TableTag(
                linked ? "Raw files; the links work while the page lies in its bundle" : "Raw files in the bundle",
                "file",
                "#size (KiB)",
                "content");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Optional<Path> found = bundle.file(file.getKey());
            if (found.isPresent()) {
                table.row(
                        linked
                                ? Tag.of("a", file.getKey()).with("href", href(file.getKey()))
                                : Tag.of("code", file.getKey()),
                        Tag.of("span", String.format(Locale.ROOT, "%,.1f", Files.size(found.get()) / KIBI)),
                        Tag.of("span", file.getValue()));
            }
        }
        return Tag.of("section")
                .with("id", linked ? "files" : bundle.result().id() + "-files")
                .add(Tag.of("h2", "Files"), table.isEmpty() ? Tag.of("p", "The bundle holds no files.") : table.tag());
    }

    /** Writes a path as a relative link, whatever characters are in it. */
    private static String href(String path) {
        StringBuilder href = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._/".indexOf(c) >= 0;
            href.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return href.toString();
    }
}
