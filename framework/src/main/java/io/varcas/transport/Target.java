package io.varcas.transport;

import io.varcas.setting.TransportKind;
import io.varcas.transport.tls.TlsOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of an OpenAI-style server, and how to connect to it.
 *
 * @param base address that the routes such as {@code /v1/chat/completions} are appended to, without a slash at its end; or
 *     {@code unix:} and the absolute path of the Unix-domain socket that the server listens on
 * @param apiKey key, if the server wants one
 * @param headers headers that every request carries beside its own
 * @param tls whom to trust where requests travel encrypted, and who to be
 * @param transport how requests travel to it
 */
public record Target(
        URI base, Optional<ApiKey> apiKey, CustomHeaders headers, TlsOptions tls, TransportKind transport) {

    private static final String VERSION = "/v1";
    private static final String UNIX = "unix";
    private static final Pattern ROUTE =
            Pattern.compile("(/v1)?/(chat/completions|completions|models|embeddings|responses)/*$");
    private static final String UNIX_HOST = "localhost";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int LAST_PORT = 65_535;
    private static final Pattern QUERY = Pattern.compile("([?#]).+$", Pattern.DOTALL);
    private static final Pattern USER = Pattern.compile("^(\\s*[A-Za-z][A-Za-z0-9+.-]*://)?.*@", Pattern.DOTALL);

    /**
     * Reads an address as users write it. A path before the routes is kept; a trailing slash or {@code /v1}, as other tools want
     * it, is dropped.
     *
     * @param address such as {@code http://gpu-host:8000}, {@code https://gateway/team/llm} or {@code unix:/run/vllm.sock}
     * @throws IllegalArgumentException if it is no such address; one line that says what to write instead, without
     *     a user or password that was in it
     */
    public static Target parse(String address) {
        String text = address.strip();
        if (text.regionMatches(true, 0, UNIX + ':', 0, UNIX.length() + 1)) {
            return at(unixBase(text.substring(UNIX.length() + 1)));
        }
        int scheme = text.indexOf("://");
        if (scheme < 0) {
            throw fault(address, "has no scheme; did you mean http://" + shown(text) + "?");
        }
        String name = text.substring(0, scheme).toLowerCase(Locale.ROOT);
        if (!name.equals("http") && !name.equals("https")) {
            throw fault(address, "must begin with http://, https:// or unix:, not " + shown(name + "://"));
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null) {
                throw fault(address, "names no host; write it as http://host:port");
            }
            if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
                throw fault(
                        address,
                        "must be scheme, host, port and path only; a key goes into the environment variable"
                                + " VARCAS_API_KEY");
            }
            if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
                throw fault(address, "has port " + uri.getPort() + ", which is not from 1 to " + LAST_PORT);
            }
            Matcher route = ROUTE.matcher(uri.getRawPath());
            if (route.find()) {
                throw fault(
                        address,
                        "names a route; write the base URL of the server: " + name + "://" + uri.getRawAuthority()
                                + route.replaceFirst(""));
            }
            return at(base(name, uri));
        } catch (URISyntaxException malformed) {
            throw fault(address, "is not an address: " + malformed.getReason());
        }
    }

    /** Returns the same target with a key. */
    public Target with(ApiKey key) {
        return new Target(base, Optional.of(key), headers, tls, transport);
    }

    /** Returns the same target, to which every request carries these headers. */
    public Target with(CustomHeaders own) {
        return new Target(base, apiKey, own, tls, transport);
    }

    /** Returns the same target with other options of TLS. */
    public Target with(TlsOptions options) {
        return new Target(base, apiKey, headers, options, transport);
    }

    /**
     * Returns the same target that trusts the certificates of a file instead of the JVM's own.
     *
     * @param certificates PEM file
     */
    public Target trusting(Path certificates) {
        return with(new TlsOptions(Optional.of(certificates), tls.certificate(), tls.key(), tls.insecure()));
    }

    /**
     * Returns the same target, to which requests travel another way.
     *
     * @param kind how
     * @throws IllegalArgumentException if that way does not lead through a Unix-domain socket, and this target is one
     */
    public Target over(TransportKind kind) {
        if (kind == TransportKind.JDK && socket().isPresent()) {
            throw fault(
                    base.toString(),
                    "is a Unix-domain socket, which the JDK's HTTP client cannot use; did you mean transport=sockets?");
        }
        return new Target(base, apiKey, headers, tls, kind);
    }

    /** Returns the Unix-domain socket that the server listens on; empty if it listens on a port. */
    public Optional<Path> socket() {
        return base.getScheme().equals(UNIX) ? Optional.of(Path.of(base.getPath())) : Optional.empty();
    }

    /** Returns the server's host, {@code localhost} for a Unix-domain socket. */
    public String host() {
        return socket().isPresent() ? UNIX_HOST : base.getHost();
    }

    /** Returns the server's port, that of the scheme if the address names none. */
    public int port() {
        return base.getPort() >= 0 ? base.getPort() : isEncrypted() ? HTTPS_PORT : HTTP_PORT;
    }

    /** Returns whether requests travel encrypted. */
    public boolean isEncrypted() {
        return base.getScheme().equals("https");
    }

    /**
     * Returns the address of a route, as a request names it.
     *
     * @param path route with its leading slash
     */
    public URI uri(String path) {
        return URI.create((socket().isPresent() ? "http://" + UNIX_HOST : base) + path);
    }

    private static Target at(URI base) {
        return new Target(base, Optional.empty(), CustomHeaders.NONE, TlsOptions.USUAL, TransportKind.SOCKETS);
    }

    private static URI unixBase(String rest) {
        boolean slashed = rest.startsWith("//");
        String path = slashed ? rest.substring(2) : rest;
        String address = UNIX + ':' + rest;
        if (!path.startsWith("/")) {
            throw fault(
                    address,
                    "must name the socket by its absolute path; did you mean unix:"
                            + (slashed ? '/' + path : Path.of(path).toAbsolutePath()) + "?");
        }
        try {
            URI uri = new URI(UNIX + ':' + path);
            if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
                throw fault(address, "must be unix: and a path only");
            }
            return uri;
        } catch (URISyntaxException malformed) {
            throw fault(address, "is not an address: " + malformed.getReason());
        }
    }

    private static URI base(String scheme, URI uri) throws URISyntaxException {
        String path = withoutEnd(withoutEnd(withoutEnd(uri.getRawPath(), "/"), VERSION), "/");
        return new URI(scheme + "://" + uri.getRawAuthority() + path);
    }

    private static String withoutEnd(String path, String end) {
        return path.endsWith(end) ? path.substring(0, path.length() - end.length()) : path;
    }

    private static IllegalArgumentException fault(String address, String problem) {
        return new IllegalArgumentException("target \"" + shown(address) + "\" " + problem);
    }

    /** Hides what stands before a {@code @} and behind a question mark: messages end up in logs, and it may be a password, even where no address was meant. */
    private static String shown(String address) {
        String hidden = USER.matcher(address).replaceFirst("$1***@");
        Matcher query = QUERY.matcher(address);
        if (query.find() && query.start() < address.lastIndexOf('@')) {
            return hidden.substring(0, hidden.lastIndexOf('@') + 1)
                    + "***"; // it cannot be told which of both ends where
        }
        return QUERY.matcher(hidden).replaceFirst("$1***");
    }
}
