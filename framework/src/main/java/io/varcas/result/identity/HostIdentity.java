package io.varcas.result.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine that offered the load.
 *
 * @param name its name; empty if unknown
 * @param os operating system and its version
 * @param architecture processor architecture
 * @param cpu processor model, if it can be read
 * @param cpus processors this JVM may use; 0 if unknown
 * @param memoryBytes physical memory, if it can be read
 */
public record HostIdentity(
        String name, String os, String architecture, Optional<String> cpu, int cpus, Optional<Long> memoryBytes) {

    /** A machine nothing is known of: that of an imported result. */
    public static final HostIdentity UNKNOWN =
            new HostIdentity("not known", "not known", "not known", Optional.empty(), 0, Optional.empty());

    /** Looks at this machine. */
    public static HostIdentity here() {
        return new HostIdentity(
                hostName(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("os.arch"),
                field(Path.of("/proc/cpuinfo"), "model name"),
                Runtime.getRuntime().availableProcessors(),
                field(Path.of("/proc/meminfo"), "MemTotal")
                        .map(text -> Long.parseLong(text.replaceAll("\\D", "")) * 1024));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unknown) {
            return "";
        }
    }

    /** Reads the first line {@code name : value} of one of Linux's files; other systems have none. */
    private static Optional<String> field(Path file, String name) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(name) && line.contains(":"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }
}
