package io.varcas.transport;

/** A request ready to be sent; made ahead of its time, so that sending costs nothing but the sending. */
public final class WireRequest {

    private final String method;
    private final String path;
    private final byte[] body;

    private WireRequest(String method, String path, byte[] body) {
        this.method = method;
        this.path = path;
        this.body = body;
    }

    /**
     * Returns a GET.
     *
     * @param path path on the server, with its leading slash
     */
    public static WireRequest get(String path) {
        return new WireRequest("GET", path, new byte[0]);
    }

    /**
     * Returns a POST of JSON.
     *
     * @param path path on the server, with its leading slash
     * @param body JSON in UTF-8; not copied, so it must not be changed
     */
    public static WireRequest post(String path, byte[] body) {
        return new WireRequest("POST", path, body);
    }

    /** Returns {@code GET} or {@code POST}. */
    public String method() {
        return method;
    }

    /** Returns the path on the server, with its leading slash. */
    public String path() {
        return path;
    }

    /** Returns the length of the body in bytes. */
    public int size() {
        return body.length;
    }

    /** Returns a copy of the body, for hashes and traces; empty for a GET. */
    public byte[] bodyCopy() {
        return body.clone();
    }

    /** Returns the body itself, not a copy; empty for a GET. */
    public byte[] body() {
        return body;
    }
}
