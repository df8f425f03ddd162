package io.varcas.tune.step;

/** The kinds of times of a cell. */
public enum StepTimes {
    /** From the sending of the batch's prompts to the last first token; one time a batch. */
    PREFILL("prefill", "prefill time of the batch"),
    /** Mean duration of the engine steps of a batch while all of it decodes; one time a batch. */
    BATCH_STEP("batchStep", "decode step, mean of a batch"),
    /**
     * From one engine step's tokens to the next, while the whole batch decodes; one time a step. A client that is late to read sees two steps at
     * once, which makes one of these too long and the next too short, and their mean right.
     */
    STEP("step", "decode step"),
    /** From the sending of a prompt to its own first token; one time a prompt. */
    TTFT("ttft", "TTFT"),
    /** From the sending of a batch to its last end; one time a batch. */
    BATCH("batch", "whole batch");

    private final String key;
    private final String title;

    StepTimes(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** Returns the key in JSON. */
    public String key() {
        return key;
    }

    /** Returns the name for people. */
    public String title() {
        return title;
    }
}
