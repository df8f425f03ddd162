package io.varcas.accuracy.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to start a program in namespaces of its own (user, process, network, IPC, mount), as a user without rights, with nothing to
 * write to but a scratch folder. All of its processes end with the process that the command starts, and that one with Varcas.
 */
sealed interface Sandbox permits Bubblewrap, Unshare {

    /** User and group without rights: Linux's overflow ID (Documentation/admin-guide/sysctl/fs.rst, overflowuid). */
    int NOBODY = 65534;

    /** Returns the name for people. */
    String name();

    /**
     * Returns the command that runs a program in the sandbox.
     *
     * @param files visible files
     * @param limits limits of each process of the program
     * @param program the program and its arguments
     */
    List<String> command(SandboxFiles files, SandboxLimits limits, List<String> program);

    /**
     * Returns the sandboxes to try on this machine, the best first.
     *
     * @throws IOException if the user of this process cannot be found out
     */
    static List<Sandbox> candidates() throws IOException {
        boolean root = isRoot();
        List<Sandbox> candidates = new ArrayList<>(List.of(new Bubblewrap(root), new Unshare(root, true)));
        if (root) {
            candidates.add(new Unshare(true, false));
        }
        return candidates;
    }

    /** Returns whether this process runs as root. */
    static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    /** Returns the words that give up the rights of root before a command. */
    static List<String> asNobody() {
        return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    }
}
