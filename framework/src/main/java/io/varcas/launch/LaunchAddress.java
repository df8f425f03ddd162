package io.varcas.launch;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The address at which the server of a command responds. */
final class LaunchAddress {

    private static final String LOOPBACK = "127.0.0.1";
    private static final List<String> EVERYWHERE = List.of("0.0.0.0", "::", "localhost", "");

    private LaunchAddress() {}

    static URI of(ServerCommand command, int port) {
        Optional<String> socket = command.value("uds");
        if (socket.isPresent()) {
            return URI.create("unix:" + socket.get());
        }
        String scheme = command.flag("ssl-certfile").isPresent() ? "https" : "http";
        String host = command.isContainer() ? LOOPBACK : command.value("host").orElse(LOOPBACK);
        String reached = EVERYWHERE.contains(host) ? LOOPBACK : host;
        return URI.create(scheme + "://" + (reached.contains(":") ? "[" + reached + "]" : reached) + ":" + port);
    }
}
