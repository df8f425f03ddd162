package io.varcas.profiler.host;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The control group of this process, of version 2 or 1.
 *
 * @param files the machine's files
 */
public record ControlGroup(HostFiles files) {

    private static final String MOUNT = "sys/fs/cgroup";

    /**
     * Finds a file of the group. The group's own comes first; inside a container the mount shows the group as its root, so that comes next.
     *
     * @param controller controller it belongs to in version 1, such as {@code cpu}
     * @param name its name, such as {@code cpu.stat}
     * @return its path below the root; empty if there is none
     */
    public Optional<String> file(String controller, String name) {
        return files.lines("proc/self/cgroup").stream()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3)
                .flatMap(parts -> folders(controller, parts[1]).flatMap(folder -> Stream.of(folder + parts[2], folder)))
                .map(folder -> folder + (folder.endsWith("/") ? "" : "/") + name)
                .filter(files::exists)
                .findFirst();
    }

    private static Stream<String> folders(String controller, String controllers) {
        if (controllers.isEmpty()) {
            return Stream.of(MOUNT);
        }
        return List.of(controllers.split(",")).contains(controller)
                ? Stream.of(MOUNT + "/" + controllers, MOUNT + "/" + controller)
                : Stream.empty();
    }
}
