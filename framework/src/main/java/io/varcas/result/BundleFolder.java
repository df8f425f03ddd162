package io.varcas.result;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A bundle under construction: a folder whose name ends in {@code .part} until {@link #finish} renames it. So a bundle is there whole or not
 * at all, an earlier one is never touched, and after a crash what was measured is in the {@code .part} folder.
 */
public final class BundleFolder {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final String PART = ".part";

    private final Path out;
    private final String id;
    private final Path part;

    private BundleFolder(Path out, String id, Path part) {
        this.out = out;
        this.id = id;
        this.part = part;
    }

    /**
     * Starts a bundle.
     *
     * @param out folder that bundles are made in; made if it is not there
     * @param started when the run began
     * @param name what the run is called; letters, digits, dots and dashes of it are used
     * @throws IOException if no folder can be made there
     */
    public static BundleFolder create(Path out, Instant started, String name) throws IOException {
        Files.createDirectories(out);
        String base = TIME.format(started) + "-" + name.replaceAll("[^A-Za-z0-9.-]+", "-");
        for (int n = 1; ; n++) {
            String id = n == 1 ? base : base + "-" + n;
            if (!Files.exists(out.resolve(id))) {
                try {
                    return new BundleFolder(out, id, Files.createDirectory(out.resolve(id + PART)));
                } catch (FileAlreadyExistsException taken) {
                    // The next number may be free.
                }
            }
        }
    }

    /** Returns the name of the bundle. */
    public String id() {
        return id;
    }

    /** Returns where files of the bundle go while it is made. */
    public Path folder() {
        return part;
    }

    /**
     * Writes {@code result.json}, reads it back, and gives the bundle its name.
     *
     * @throws IOException if it cannot be written, or not read as it was written; then everything stays in {@link #folder()}
     */
    public ResultBundle finish(RunResult result) throws IOException {
        ResultBundle.write(part, result);
        ResultBundle.open(part);
        Path done = Files.move(part, out.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        return new ResultBundle(done, result);
    }

    /** Removes a bundle that nothing came out for, with what was written for it. */
    public void discard() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(part)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
