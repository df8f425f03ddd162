package io.varcas.accuracy.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * <a href="https://github.com/containers/bubblewrap">Bubblewrap</a> 0.8 or later; earlier versions cannot forbid further user
 * namespaces.
 *
 * @param root whether Varcas runs as root, and has to become nobody first
 */
record Bubblewrap(boolean root) implements Sandbox {

    @Override
    public String name() {
        return "bubblewrap";
    }

    @Override
    public List<String> command(SandboxFiles files, SandboxLimits limits, List<String> program) {
        List<String> command = new ArrayList<>();
        if (root) {
            command.addAll(Sandbox.asNobody());
        }
        command.addAll(List.of("bwrap", "--unshare-user", "--disable-userns", "--unshare-pid", "--unshare-net"));
        command.addAll(List.of("--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "sandbox"));
        command.addAll(List.of("--uid", String.valueOf(NOBODY), "--gid", String.valueOf(NOBODY)));
        command.addAll(List.of("--die-with-parent", "--new-session"));
        command.addAll(List.of("--perms", "0700", "--size", String.valueOf(SandboxLimits.SCRATCH_BYTES)));
        command.addAll(List.of("--tmpfs", SandboxFiles.SCRATCH));
        files.readOnly().forEach(path -> command.addAll(List.of("--ro-bind", path.toString(), path.toString())));
        files.links().forEach((place, target) -> command.addAll(List.of("--symlink", target, place.toString())));
        SandboxFiles.DEVICES.forEach(device -> command.addAll(List.of("--dev-bind", device, device)));
        command.addAll(List.of("--symlink", ".." + SandboxFiles.SCRATCH, "/dev/shm"));
        command.addAll(List.of("--remount-ro", "/", "--chdir", SandboxFiles.SCRATCH, "--"));
        command.addAll(List.of(limits.command()));
        command.addAll(program);
        return command;
    }
}
