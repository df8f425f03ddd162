package io.varcas.reports.peer;

/** A number that every tool reports, each with its own definition. */
enum PeerFigure {
    /** Time to the first token. */
    TTFT,
    /** Time per output token. */
    TPOT,
    /** Gaps between tokens or events. */
    ITL,
    /** Latency of the request. */
    E2E
}
