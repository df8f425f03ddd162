package io.varcas.junit;

import io.varcas.launch.LaunchSpec;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.transport.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** Checks that a server listens at the target. Whether it is the right one, and takes the key, is for the run to find out. */
final class ServerPresence {

    private static final int CONNECT_MILLIS = 5_000;

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
        String target = run.target().orElse("");
        return SimulatedTarget.isSimulated(target) || LaunchSpec.isLaunch(target)
                ? Optional.empty()
                : unreachable(Target.parse(target));
    }

    private static Optional<String> unreachable(Target target) {
        try {
            connect(target);
            return Optional.empty();
        } catch (UnknownHostException unknown) {
            return Optional.of("no server at " + target.base() + ": unknown host " + target.host());
        } catch (IOException refused) {
            return Optional.of("no server at " + target.base() + ": " + refused.getMessage());
        }
    }

    private static void connect(Target target) throws IOException {
        if (target.socket().isPresent()) {
            SocketChannel.open(UnixDomainSocketAddress.of(target.socket().get()))
                    .close();
            return;
        }
        InetAddress address = InetAddress.getByName(target.host());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, target.port()), CONNECT_MILLIS);
        }
    }
}
