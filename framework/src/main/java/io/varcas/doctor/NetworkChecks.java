package io.varcas.doctor;

import io.varcas.profiler.host.HostFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Checks of the network for thousands of connections. */
final class NetworkChecks {

    private static final long BACKLOG = 4096;

    /** Ports for outgoing connections; Linux has 28,232 by default. */
    private static final int PORTS = 28_000;

    private static final String WIDE = "1024 65535";

    private final HostFiles files;

    NetworkChecks(HostFiles files) {
        this.files = files;
    }

    List<HostCheck> checks() {
        return List.of(
                atLeast(
                        "network.backlog",
                        "net.core.somaxconn",
                        "connections that arrive at once are refused or sent again after a second"),
                atLeast(
                        "network.synBacklog",
                        "net.ipv4.tcp_max_syn_backlog",
                        "connections under way beyond it are dropped and sent again after a second"),
                ports(),
                reuse());
    }

    private static String path(String sysctl) {
        return "proc/sys/" + sysctl.replace('.', '/');
    }

    private HostCheck atLeast(String name, String sysctl, String reason) {
        String wanted = BACKLOG + " or more";
        Optional<String> found = files.first(path(sysctl)).filter(text -> text.matches("[0-9]{1,15}"));
        if (found.isEmpty()) {
            return HostCheck.unknown(name, "/" + path(sysctl) + " cannot be read", wanted, reason);
        }
        return Long.parseLong(found.get()) >= BACKLOG
                ? HostCheck.ok(name, found.get(), wanted, reason)
                : HostCheck.wrong(
                        Severity.WARNING,
                        name,
                        found.get(),
                        wanted,
                        reason,
                        "sudo sysctl -w " + sysctl + "=" + BACKLOG,
                        new FileChange(path(sysctl), String.valueOf(BACKLOG)));
    }

    private HostCheck ports() {
        String name = "network.ports";
        String sysctl = "net.ipv4.ip_local_port_range";
        String wanted = PORTS + " or more";
        String reason = "each connection of the client takes a port, also for a minute after it was closed";
        Optional<int[]> range = files.first(path(sysctl))
                .map(text -> text.strip().split("\\s+"))
                .filter(words -> words.length == 2 && Arrays.stream(words).allMatch(word -> word.matches("[0-9]{1,5}")))
                .map(words -> new int[] {Integer.parseInt(words[0]), Integer.parseInt(words[1])});
        if (range.isEmpty()) {
            return HostCheck.unknown(name, "/" + path(sysctl) + " cannot be read", wanted, reason);
        }
        int ports = range.get()[1] - range.get()[0] + 1;
        String found = ports + " (" + range.get()[0] + " to " + range.get()[1] + ")";
        return ports >= PORTS
                ? HostCheck.ok(name, found, wanted, reason)
                : HostCheck.wrong(
                        Severity.WARNING,
                        name,
                        found,
                        wanted,
                        reason,
                        "sudo sysctl -w " + sysctl + "=\"" + WIDE + "\"",
                        new FileChange(path(sysctl), WIDE));
    }

    private HostCheck reuse() {
        String name = "network.reuse";
        String sysctl = "net.ipv4.tcp_tw_reuse";
        String wanted = "1 or 2";
        String reason = "ports of closed connections are used again, where a client opens thousands of them";
        Optional<String> found = files.first(path(sysctl));
        if (found.isEmpty()) {
            return HostCheck.unknown(name, "/" + path(sysctl) + " cannot be read", wanted, reason);
        }
        return found.get().equals("0")
                ? HostCheck.wrong(
                        Severity.WARNING,
                        name,
                        found.get(),
                        wanted,
                        reason,
                        "sudo sysctl -w " + sysctl + "=1",
                        new FileChange(path(sysctl), "1"))
                : HostCheck.ok(name, found.get(), wanted, reason);
    }
}
