package io.varcas.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code docker run} or {@code podman run}. Its server is no child of ours, but of the engine of containers: it is ended by the name of
 * its container.
 *
 * @param tool the program, {@code docker} or {@code podman}, or a path to it
 * @param name name of the container
 */
record Container(String tool, String name) {

    private static final String NAME = "--name";

    /** Flags of {@code run} without a value (docker 29, podman 5); all others have one. */
    private static final Set<String> SWITCHES = Set.of(
            "-d",
            "--detach",
            "-i",
            "--interactive",
            "-t",
            "--tty",
            "-it",
            "-ti",
            "-P",
            "--publish-all",
            "-q",
            "--quiet",
            "--init",
            "--rm",
            "--rmi",
            "--replace",
            "--privileged",
            "--read-only",
            "--no-healthcheck",
            "--no-hosts",
            "--oom-kill-disable",
            "--sig-proxy",
            "--disable-content-trust",
            "--use-api-socket");

    private static final Set<String> DETACHED = Set.of("-d", "--detach", "--detach=true", "-dit", "-itd");

    static boolean isContainer(List<String> words) {
        return words.size() > 1
                && (ServerCommand.isProgram(words.get(0), "docker") || ServerCommand.isProgram(words.get(0), "podman"))
                && words.get(1).equals("run");
    }

    /** Returns the place of the first word after the image: from there on the words are the server's. */
    static int afterImage(List<String> words) {
        int i = 2;
        while (i < words.size() && words.get(i).startsWith("-")) {
            boolean alone = words.get(i).contains("=") || SWITCHES.contains(words.get(i));
            i += alone ? 1 : 2;
        }
        return Math.min(words.size(), i + 1);
    }

    /** Returns the container of a command that has a name; empty if it is none, or has none. */
    static Optional<Container> of(ServerCommand command) {
        return command.isContainer()
                ? option(command, NAME)
                        .map(name -> new Container(command.program().get(0), name))
                : Optional.empty();
    }

    /** Returns a command with a name for its container; unchanged if there is one already. */
    static ServerCommand named(ServerCommand command, String name) {
        if (!command.isContainer() || option(command, NAME).isPresent()) {
            return command;
        }
        List<String> words = new ArrayList<>(command.program());
        words.addAll(2, List.of(NAME, name));
        return new ServerCommand(words, command.flags());
    }

    /** Returns the port of the host that a {@code -p HOST:CONTAINER} publishes; empty if none does. */
    static Optional<String> publishedPort(ServerCommand command) {
        return option(command, "-p")
                .or(() -> option(command, "--publish"))
                .map(mapping -> mapping.replaceFirst("/(tcp|udp)$", "").split(":", -1))
                .filter(parts -> parts.length > 1)
                .map(parts -> parts[parts.length - 2]);
    }

    /** Returns whether the command returns while its container goes on. */
    static boolean isDetached(ServerCommand command) {
        return command.isContainer() && options(command).stream().anyMatch(DETACHED::contains);
    }

    private static Optional<String> option(ServerCommand command, String flag) {
        List<String> options = options(command);
        for (int i = 0; i < options.size(); i++) {
            if (options.get(i).equals(flag) && i + 1 < options.size()) {
                return Optional.of(options.get(i + 1));
            }
            if (options.get(i).startsWith(flag + "=")) {
                return Optional.of(options.get(i).substring(flag.length() + 1));
            }
        }
        return Optional.empty();
    }

    private static List<String> options(ServerCommand command) {
        List<String> words = command.program();
        return words.subList(2, Math.max(2, afterImage(words) - 1));
    }
}
