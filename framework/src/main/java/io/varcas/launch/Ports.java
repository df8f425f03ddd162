package io.varcas.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** TCP ports of this machine: free ones, and the processes that listen on the others. */
public final class Ports {

    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private Ports() {}

    /**
     * A process that listens on a port.
     *
     * @param pid its id
     * @param name its name, as {@code ps} shows it
     */
    public record Listener(long pid, String name) {

        /** Returns both in words. */
        @Override
        public String toString() {
            return "process " + pid + " (" + name + ")";
        }
    }

    /** Returns a port on which nothing listens; it may be taken before it is used. */
    static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns whether a server could listen on a port. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /**
     * Returns the processes that listen on a port, as far as Linux shows them: those of other users and of containers stay unseen.
     *
     * @param port from 1 to 65535
     */
    public static List<Listener> listeners(int port) {
        Set<String> sockets = new HashSet<>();
        sockets.addAll(inodes(Path.of("/proc/net/tcp"), port));
        sockets.addAll(inodes(Path.of("/proc/net/tcp6"), port));
        if (sockets.isEmpty()) {
            return List.of();
        }
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid(), sockets))
                .map(process -> new Listener(process.pid(), name(process.pid())))
                .toList();
    }

    private static Set<String> inodes(Path table, int port) {
        Set<String> inodes = new HashSet<>();
        String end = String.format(Locale.ROOT, ":%04X", port);
        try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
            lines.map(line -> line.strip().split("\\s+"))
                    .filter(line -> line.length > INODE && line[STATE].equals(LISTENING))
                    .filter(line -> line[LOCAL_ADDRESS].endsWith(end))
                    .forEach(line -> inodes.add("socket:[" + line[INODE] + "]"));
        } catch (IOException otherSystem) {
            return Set.of();
        }
        return inodes;
    }

    private static boolean holds(long pid, Set<String> sockets) {
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return files.anyMatch(file -> link(file).filter(sockets::contains).isPresent());
        } catch (IOException | java.io.UncheckedIOException foreign) {
            return false;
        }
    }

    private static Optional<String> link(Path file) {
        try {
            return Optional.of(Files.readSymbolicLink(file).toString());
        } catch (IOException closed) {
            return Optional.empty();
        }
    }

    private static String name(long pid) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "comm"))
                    .strip();
        } catch (IOException ended) {
            return "ended";
        }
    }
}
