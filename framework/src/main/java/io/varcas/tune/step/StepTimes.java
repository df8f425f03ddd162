package io.varcas.tune.step;

import java.util.Locale;

/** The kinds of times of a cell. */
public enum StepTimes {
    /** From the sending of the batch's prompts to the last first token; one time a batch. */
    PREFILL("prefill time of the batch"),
    /** From one engine step's tokens to the next, while the whole batch decodes; one time a step. */
    STEP("decode step"),
    /** From the sending of a prompt to its own first token; one time a prompt. */
    TTFT("TTFT"),
    /** From the sending of a batch to its last end; one time a batch. */
    BATCH("whole batch");

    private final String title;

    StepTimes(String title) {
        this.title = title;
    }

    /** Returns the key in JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name for people. */
    public String title() {
        return title;
    }
}
