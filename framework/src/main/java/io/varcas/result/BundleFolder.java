package io.varcas.result;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bundle under construction: a folder whose name ends in {@code .part} until {@link #finish} renames it. A bundle
 * is therefore complete or absent, and earlier bundles are never changed. After a crash, the {@code .part} folder
 * contains the measurements and the last known result. A lock distinguishes the folder of a running run from one that
 * a crash left.
 */
public final class BundleFolder {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final String PART = ".part";
    private static final String LOCK = ".lock";

    private final Path out;
    private final String id;
    private final Path part;
    private final Optional<FileChannel> lock;

    private BundleFolder(Path out, String id, Path part, Optional<FileChannel> lock) {
        this.out = out;
        this.id = id;
        this.part = part;
        this.lock = lock;
    }

    /**
     * Starts a bundle.
     *
     * @param out folder that bundles are made in; made if it is not there
     * @param started when the run began
     * @param name name of the run; only its alphanumeric characters, dots and dashes are used
     * @throws IOException if no folder can be made there
     */
    public static BundleFolder create(Path out, Instant started, String name) throws IOException {
        Files.createDirectories(out);
        String base = TIME.format(started) + "-" + name.replaceAll("[^A-Za-z0-9.-]+", "-");
        for (int n = 1; ; n++) {
            String id = n == 1 ? base : base + "-" + n;
            if (!Files.exists(out.resolve(id))) {
                try {
                    Path part = Files.createDirectory(out.resolve(id + PART));
                    return new BundleFolder(out, id, part, lock(part));
                } catch (FileAlreadyExistsException taken) {
                    // The next number may be free.
                }
            }
        }
    }

    /**
     * Takes over a bundle whose run has ended without finishing it.
     *
     * @param part its folder
     * @throws IOException if its run is still active, or the folder cannot be used; the message is one line
     */
    public static BundleFolder resume(Path part) throws IOException {
        Path folder = part.toAbsolutePath().normalize();
        String name = folder.getFileName().toString();
        String id = name.substring(0, name.length() - PART.length());
        Path out = folder.resolveSibling("");
        if (Files.exists(out.resolve(id))) {
            throw new IOException(
                    part + " cannot be finished: " + out.resolve(id) + " exists already; rename one of them");
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(part + " cannot be finished: it is not writable; copy it, and finish the copy");
        }
        return new BundleFolder(out, id, folder, lock(folder));
    }

    /** Returns whether a path is the folder of a bundle that was not finished. */
    public static boolean isUnfinished(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name != null
                && name.toString().length() > PART.length()
                && name.toString().endsWith(PART)
                && Files.isDirectory(path);
    }

    /** Returns a channel that holds the lock of a folder as long as it is open; empty where the file system knows no locks. */
    private static Optional<FileChannel> lock(Path part) throws IOException {
        FileChannel channel = FileChannel.open(part.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException ownRun) {
            // It is held by this JVM.
        } catch (IOException noLocks) {
            channel.close();
            return Optional.empty();
        }
        channel.close();
        throw new IOException(part + ": its run is still going on; wait for its end");
    }

    private void unlock() throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
        Files.deleteIfExists(part.resolve(LOCK));
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
     * Writes {@code result.json}, reads it again and gives the bundle its name.
     *
     * @return the bundle, with the result as it is on disk
     * @throws IOException if it cannot be written; everything else stays in {@link #folder()}
     */
    public ResultBundle finish(RunResult result) throws IOException {
        ResultBundle.write(part, result);
        RunResult written = known();
        unlock();
        Path done = Files.move(part, out.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        return new ResultBundle(done, written);
    }

    /**
     * Leaves the bundle unfinished, so that another run can take it over.
     *
     * @throws IOException if its lock cannot be removed
     */
    public void leave() throws IOException {
        unlock();
    }

    /**
     * Writes the current result, so that it survives a crash.
     *
     * @throws IOException if it cannot be written
     */
    public void checkpoint(RunResult result) throws IOException {
        ResultBundle.write(part, result);
    }

    /**
     * Returns the result of the last checkpoint.
     *
     * @throws IOException if there is none, or it cannot be read; the message is one line for the user
     */
    public RunResult known() throws IOException {
        return ResultBundle.read(part).result();
    }

    /** Removes a bundle without results, with its files. */
    public void discard() throws IOException {
        unlock();
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(part)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
