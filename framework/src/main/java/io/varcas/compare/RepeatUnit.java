package io.varcas.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The unit that counts as one repeat, ordered from the most to the least informative noise. */
public enum RepeatUnit {
    /** Whole runs: their noise holds everything that changes between runs. */
    RUNS("nothing"),
    /** Forks of a run: fresh load generators at one server, so that nothing is learnt of restarting it. */
    FORKS("variation between server starts"),
    /** Windows of one load: nothing is learnt of how runs differ. */
    WINDOWS("variation between runs");

    private final String misses;

    RepeatUnit(String misses) {
        this.misses = misses;
    }

    /** Returns the word in results and reports. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the variation that such repeats do not include. */
    public String misses() {
        return misses;
    }
}
