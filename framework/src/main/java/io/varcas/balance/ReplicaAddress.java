package io.varcas.balance;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a replica is.
 *
 * @param base address that routes are appended to, such as {@code http://127.0.0.1:8001}
 * @param model name of the model that it serves; empty if it is to be asked
 */
public record ReplicaAddress(URI base, Optional<String> model) {

    private static final int HTTP_PORT = 80;

    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if it is no {@code http://host[:port]}, or has a path, a query or credentials; one line
     */
    public ReplicaAddress {
        boolean plain = "http".equals(base.getScheme())
                && base.getHost() != null
                && base.getRawUserInfo() == null
                && base.getRawQuery() == null
                && (base.getRawPath() == null || base.getRawPath().matches("/?"));
        if (!plain) {
            throw new IllegalArgumentException(
                    "replica \"" + withoutSecrets(base) + "\" must be http://HOST:PORT, without a path");
        }
    }

    /**
     * Reads an address: {@code http://127.0.0.1:8001}, or with the name of its model {@code NAME=http://127.0.0.1:8001}.
     *
     * @throws IllegalArgumentException if it is none; one line
     */
    public static ReplicaAddress parse(String text) {
        int scheme = text.indexOf("http");
        int equals = scheme > 0 ? text.lastIndexOf('=', scheme) : -1;
        Optional<String> model = equals > 0 ? Optional.of(text.substring(0, equals)) : Optional.empty();
        try {
            return new ReplicaAddress(new URI(text.substring(equals + 1)), model);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(
                    "replica is no address (" + malformed.getReason() + "); write http://HOST:PORT", malformed);
        }
    }

    String host() {
        return base.getHost();
    }

    int port() {
        return base.getPort() < 0 ? HTTP_PORT : base.getPort();
    }

    /** Returns host and port, by which people know the replica. */
    String name() {
        return host() + ":" + port();
    }

    URI route(String path) {
        return URI.create("http://" + name() + path);
    }

    private static String withoutSecrets(URI base) {
        return base.getScheme() + "://" + base.getHost() + (base.getPort() < 0 ? "" : ":" + base.getPort());
    }
}
