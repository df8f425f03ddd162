package io.varcas.accuracy.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of the file system that a sandboxed program can see, beside its scratch folder and a few devices.
 *
 * @param readOnly absolute files and folders, visible in the same place; none lies in another
 * @param links symbolic links by their absolute place, such as {@code /bin} to {@code usr/bin}
 */
record SandboxFiles(List<Path> readOnly, Map<Path, String> links) {

    /** Folder where a program may write. */
    static final String SCRATCH = "/tmp";

    /** Devices that hold no data of others. */
    static final List<String> DEVICES = List.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom");

    private static final List<String> SYSTEM = List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");
    private static final List<String> LINKER =
            List.of("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives");

    SandboxFiles {
        readOnly = List.copyOf(readOnly);
    }

    /**
     * Returns the programs and libraries of the system, and folders beside them.
     *
     * @param folders folders of an interpreter
     * @throws IOException if a link of the system cannot be read
     */
    static SandboxFiles with(List<Path> folders) throws IOException {
        List<Path> readOnly = new ArrayList<>(List.of(Path.of("/usr")));
        Map<Path, String> links = new LinkedHashMap<>();
        for (String name : SYSTEM) {
            Path folder = Path.of(name);
            if (Files.isSymbolicLink(folder)) {
                links.put(folder, Files.readSymbolicLink(folder).toString());
            } else if (Files.isDirectory(folder)) {
                readOnly.add(folder);
            }
        }
        LINKER.stream().map(Path::of).filter(Files::exists).forEach(readOnly::add);
        for (Path folder : folders) {
            if (readOnly.stream().noneMatch(folder::startsWith)) {
                readOnly.removeIf(seen -> seen.startsWith(folder));
                readOnly.add(folder);
            }
        }
        return new SandboxFiles(readOnly, links);
    }
}
