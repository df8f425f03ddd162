package io.varcas.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The classes that forks load, kept by the JVM beside their jar in the form it works with (class data sharing, JEP 350), so that a fork need
 * not read and verify them again. The first fork of a jar that ends well writes the archive; those after it map it.
 *
 * <p>The file is {@code <jar>-<JVM version>.jsa}. It is written anew if the jar is newer; the JVM checks it once more, and goes on without one
 * that does not fit. It is written under another name and then moved, so that no JVM finds half of one.
 */
final class ClassArchive implements AutoCloseable {

    /** How arguments begin that say themselves where classes come from, or that let an agent change them. */
    private static final List<String> SETTLED_BY = List.of(
            "-Xshare",
            "-XX:SharedArchiveFile",
            "-XX:ArchiveClassesAtExit",
            "-XX:+AutoCreateSharedArchive",
            "-XX:AOT",
            "-javaagent",
            "-agent",
            "-Xrun");

    private static final int FIRST_WITH_AOT_LOG = 24;

    private final Path file;
    private final Path draft;
    private final boolean there;

    private ClassArchive(Path file, boolean there) {
        this.file = file;
        this.draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
        this.there = there;
    }

    /**
     * Returns the archive for forks of this JVM's version; empty if there can be none: the class path is no single jar, the archive would
     * have to be written and its folder does not allow it, or the arguments settle the matter ({@code -Xshare:off}, an agent).
     *
     * @param classPath of the forks
     * @param jvmArguments of the forks
     */
    static Optional<ClassArchive> of(String classPath, List<String> jvmArguments) {
        Path jar = Path.of(classPath).toAbsolutePath();
        if (!classPath.endsWith(".jar")
                || !Files.isRegularFile(jar)
                || jvmArguments.stream().anyMatch(ClassArchive::settles)) {
            return Optional.empty();
        }
        String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
        String version = System.getProperty("java.vm.version").replaceAll("[^\\w.+-]", "-");
        Path file = jar.resolveSibling(name + "-" + version + ".jsa");
        boolean there = fits(file, jar);
        return there || Files.isWritable(file.getParent())
                ? Optional.of(new ClassArchive(file, there))
                : Optional.empty();
    }

    /** Returns the JVM arguments of one fork that uses the archive, or writes it if there is none. */
    List<String> arguments() {
        String quiet = "-Xlog:cds*=off" + (Runtime.version().feature() >= FIRST_WITH_AOT_LOG ? ",aot*=off" : "");
        return List.of(there ? "-XX:SharedArchiveFile=" + file : "-XX:ArchiveClassesAtExit=" + draft, quiet);
    }

    /** Keeps what the fork, which has ended well, wrote. */
    void keep() {
        if (Files.exists(draft)) {
            try {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException inUse) {
                // The next fork starts no slower than this one did.
            }
        }
    }

    /** Removes what was not kept. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException stays) {
            // It is in nobody's way.
        }
    }

    private static boolean settles(String jvmArgument) {
        return SETTLED_BY.stream().anyMatch(jvmArgument::startsWith);
    }

    /** An archive is code: one that neither the jar's owner nor this user wrote is not used. */
    private static boolean fits(Path archive, Path jar) {
        try {
            String owner = Files.exists(archive) ? Files.getOwner(archive).getName() : "";
            return (owner.equals(Files.getOwner(jar).getName()) || owner.equals(System.getProperty("user.name")))
                    && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) > 0;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
