package io.varcas.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Decides whether a process belongs to a launch, as the guard does: by its session, or by the mark in its environment (Linux). */
final class ProcessTree {

    private static final int SESSION = 3;

    private ProcessTree() {}

    static boolean contains(ServerProcess server, long pid) {
        return session(pid) == server.session()
                || environment(pid).contains('\0' + ServerProcess.MARK + "=" + server.id() + '\0');
    }

    private static long session(long pid) {
        String stat = read(pid, "stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length > SESSION ? Long.parseLong(fields[SESSION]) : -1;
    }

    private static String environment(long pid) {
        return '\0' + read(pid, "environ") + '\0';
    }

    private static String read(long pid, String file) {
        try {
            return new String(
                    Files.readAllBytes(Path.of("/proc", String.valueOf(pid), file)), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }
}
