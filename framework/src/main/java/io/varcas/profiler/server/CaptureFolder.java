package io.varcas.profiler.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The files that a profiler of the server writes into a folder, told from those that lay there before. */
final class CaptureFolder {

    private static final long POLL_MILLIS = 200;
    private static final int SETTLED_POLLS = 3;

    private final Path folder;
    private final Predicate<String> names;
    private final Map<Path, FileTime> before = new HashMap<>();

    /**
     * Remembers the files of a folder; one that does not exist has none.
     *
     * @param names names of the files that count
     */
    CaptureFolder(Path folder, Predicate<String> names) throws IOException {
        this.folder = folder;
        this.names = names;
        for (Path file : files()) {
            before.put(file, Files.getLastModifiedTime(file));
        }
    }

    /**
     * Waits until new files are there and none of them grows.
     *
     * @param limit longest wait
     * @return the new files by name, possibly none, or some that still grow at the limit
     */
    List<Path> await(Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        Map<Path, Long> sizes = Map.of();
        int settled = 0;
        while (settled < SETTLED_POLLS && System.nanoTime() < end) {
            Map<Path, Long> now = sizes();
            settled = !now.isEmpty() && now.equals(sizes) ? settled + 1 : 0;
            sizes = now;
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return sizes.keySet().stream().sorted().toList();
    }

    private Map<Path, Long> sizes() throws IOException {
        Map<Path, Long> sizes = new HashMap<>();
        for (Path file : files()) {
            if (!Files.getLastModifiedTime(file).equals(before.get(file))) {
                sizes.put(file, Files.size(file));
            }
        }
        return sizes;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
                for (Path file : all) {
                    if (Files.isRegularFile(file) && names.test(String.valueOf(file.getFileName()))) {
                        files.add(file);
                    }
                }
            }
        }
        return files;
    }
}
