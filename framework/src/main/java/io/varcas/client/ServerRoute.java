package io.varcas.client;

/** A route that some servers have and others lack. */
public enum ServerRoute {
    /** {@code POST /tokenize}: counts the tokens of a text. */
    TOKENIZE("/tokenize"),
    /** {@code POST /detokenize}: turns tokens into text. */
    DETOKENIZE("/detokenize"),
    /** {@code GET /metrics}: Prometheus text. */
    METRICS("/metrics"),
    /** {@code POST /start_profile}: begins a profile; there only if the server was started for it. */
    START_PROFILE("/start_profile"),
    /** {@code POST /stop_profile}: ends it, and blocks until the trace is written. */
    STOP_PROFILE("/stop_profile"),
    /** {@code POST /reset_prefix_cache}: forgets cached prompts; there only in development mode. */
    RESET_PREFIX_CACHE("/reset_prefix_cache"),
    /** {@code GET /server_info}: the server's configuration; there only in development mode. */
    SERVER_INFO("/server_info");

    private final String path;

    ServerRoute(String path) {
        this.path = path;
    }

    /** Returns the path with its leading slash. */
    public String path() {
        return path;
    }
}
