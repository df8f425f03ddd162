package io.varcas.reports.peer;

/** What every tool has a number for, each in its own way. */
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
