package io.varcas.accuracy.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The namespaces of {@code unshare} (util-linux), with a root folder that the script {@code unshare.sh} builds.
 *
 * @param root whether Varcas runs as root
 * @param userNamespace whether there is a user namespace; root can do without one where the kernel gives none to others
 */
record Unshare(boolean root, boolean userNamespace) implements Sandbox {

    private static final String SCRIPT = Scripts.read("unshare.sh");

    @Override
    public String name() {
        return userNamespace ? "unshare" : "unshare as root";
    }

    @Override
    public List<String> command(SandboxFiles files, SandboxLimits limits, List<String> program) {
        List<String> command = new ArrayList<>();
        if (root && userNamespace) {
            command.addAll(Sandbox.asNobody());
        } else {
            command.add("setpriv");
        }
        command.addAll(List.of("--pdeathsig", "KILL", "setsid", "unshare"));
        if (userNamespace) {
            command.addAll(List.of("--user", "--map-user=" + NOBODY, "--map-group=" + NOBODY, "--keep-caps"));
        }
        command.addAll(List.of("--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child=SIGKILL"));
        command.addAll(List.of("sh", "-c", SCRIPT, "sandbox", userNamespace ? "user" : "root"));
        command.add(String.valueOf(SandboxLimits.SCRATCH_BYTES));
        command.add(String.valueOf(SandboxLimits.SCRATCH_FILES));
        for (Path path : files.readOnly()) {
            command.addAll(List.of("bind", path.toString()));
        }
        for (Map.Entry<Path, String> link : files.links().entrySet()) {
            command.addAll(List.of("link", link.getValue(), link.getKey().toString()));
        }
        SandboxFiles.DEVICES.forEach(device -> command.addAll(List.of("device", device)));
        command.add("run");
        command.addAll(privileges());
        command.addAll(List.of(limits.command()));
        command.addAll(program);
        return command;
    }

    /** Returns the words that take every right from the program. */
    private List<String> privileges() {
        List<String> words =
                new ArrayList<>(userNamespace ? List.of("setpriv", "--ambient-caps=-all") : Sandbox.asNobody());
        words.addAll(List.of("--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"));
        return words;
    }
}
