package io.varcas.metric;

import java.util.Locale;

/** Origin of a number; reports show it with every number. */
public enum Origin {
    /** Observed on a real server. */
    MEASURED,
    /** Observed on the embedded simulator: the client is real, the server's times are a model's. */
    SIMULATED,
    /** Computed by the performance model before the run. */
    PREDICTED,
    /** Given by the user or by a documented default. */
    ASSUMED,
    /** Taken from another tool's result file. */
    IMPORTED;

    /** Returns the word in results and reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
