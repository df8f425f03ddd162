package io.varcas.junit;

import io.varcas.client.Target;
import io.varcas.server.SimulatedTarget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;

/** Looks whether there is a server to be tested. Whether it is the right one, and takes the key, is for the run to find out. */
final class ServerPresence {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private ServerPresence() {}

    /**
     * Returns why there is no server, in one line; empty if there is one.
     *
     * @param run what shall be run
     * @throws IllegalArgumentException if its target is none
     */
    static Optional<String> missing(SlaRun run) {
        if (!run.serverNamed()) {
            return Optional.of(
                    "no server to test: set the system property varcas.target, or VARCAS_TARGET, to its URL");
        }
        String target = run.options().target();
        return SimulatedTarget.isSimulated(target)
                ? Optional.empty()
                : unreachable(Target.parse(target).base());
    }

    private static Optional<String> unreachable(URI base) {
        int port = base.getPort() >= 0 ? base.getPort() : base.getScheme().equals("https") ? HTTPS : HTTP;
        InetSocketAddress address = new InetSocketAddress(base.getHost().replaceAll("[\\[\\]]", ""), port);
        if (address.isUnresolved()) {
            return Optional.of("no server at " + base + ": unknown host " + base.getHost());
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of("no server at " + base + ": " + refused.getMessage());
        }
    }
}
