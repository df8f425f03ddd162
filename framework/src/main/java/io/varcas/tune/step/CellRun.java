package io.varcas.tune.step;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures the batches of one cell. The warm-ups also find how long prompts and outputs must be: sequences whose prompts are read first generate
 * tokens until the last one's is read, and the mean context over the measured steps is to be that of the cell.
 */
final class CellRun {

    /** Tokens that the prompts of a batch are read by each step, as long as the server does not report it. */
    private static final long ASSUMED_BATCHED_TOKENS = 2048;

    /** Room for the variation of steps from batch to batch. */
    private static final int MARGIN = 4;

    /** Shortest prompt of a decoding sequence: the words that make it unique, and the tokens that a tokenizer adds. */
    private static final int LEAST_PROMPT = 8;

    private final StepConfig cell;
    private final BatchRunner batches;
    private final ServerCapacity capacity;
    private final int steps;
    private final List<StepSample> samples = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int contextPrompt;
    private int outputTokens;

    /**
     * @param cell the cell
     * @param batches sends its batches
     * @param capacity limits of the server
     * @param steps engine steps of decoding that are wanted of each batch
     */
    CellRun(StepConfig cell, BatchRunner batches, ServerCapacity capacity, int steps) {
        this.cell = cell;
        this.batches = batches;
        this.capacity = capacity;
        this.steps = steps;
        long perStep = capacity.maxBatchedTokens().orElse(ASSUMED_BATCHED_TOKENS);
        long before = 1 + (long) cell.decoding() * cell.contextTokens() / perStep;
        long during = cell.kind() == StepKind.MIXED
                ? BatchRunner.LEAD + MARGIN + 2 * (1 + (long) cell.reading() * cell.promptTokens() / perStep)
                : steps;
        fit(before / 2.0 + during / 2.0, (double) (before + during));
    }

    /** Sends the batches that are not measured. */
    void warmUp() throws IOException, InterruptedException {
        for (int i = 0; i < cell.warmups() && !batches.isStopped(); i++) {
            try {
                learn(batch());
            } catch (UnmeasurableException early) {
                lengthen();
            }
        }
    }

    /** Sends the batches that are measured. */
    void measure() throws IOException, InterruptedException {
        for (int i = 0; i < cell.repeats() && !batches.isStopped(); i++) {
            try {
                StepSample sample = batch();
                samples.add(sample);
                if (cell.kind() == StepKind.DECODE
                        && sample.series().orElseThrow().steps() < steps / 2) {
                    learn(sample);
                }
            } catch (UnmeasurableException fault) {
                faults.add("batch " + (i + 1) + ": " + fault.getMessage());
                lengthen();
            }
        }
    }

    List<StepSample> samples() {
        return samples;
    }

    /** Returns why batches gave no measurement, one line each. */
    List<String> faults() {
        return faults;
    }

    /** Returns why the context is not that of the cell; empty if it is. */
    Optional<String> contextNote(double measured) {
        double wanted = cell.contextTokens();
        return Math.abs(measured - wanted) <= Math.max(2, 0.02 * wanted)
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the mean context was %.0f tokens, not M * block size = %.0f: the tokens that are generated"
                                + " while the batch fills and is measured need room in it",
                        measured,
                        wanted));
    }

    private StepSample batch() throws UnmeasurableException, IOException, InterruptedException {
        return switch (cell.kind()) {
            case PREFILL -> batches.prefill(cell.batch(), cell.promptTokens());
            case DECODE -> batches.decode(cell.batch(), contextPrompt, outputTokens);
            case MIXED ->
                batches.mixed(cell.decoding(), contextPrompt, outputTokens, cell.reading(), cell.promptTokens());
        };
    }

    private void learn(StepSample sample) {
        sample.series().ifPresent(series -> {
            double generated = sample.contextTokens() - contextPrompt;
            double total = series.mostBefore() * sample.tokensPerChunk();
            if (cell.kind() == StepKind.DECODE) {
                double late = generated + (steps - series.steps()) / 2.0 * sample.tokensPerChunk();
                fit(late, total + steps * sample.tokensPerChunk());
            } else {
                fit(generated, total + (series.steps() * 1.5 + MARGIN) * sample.tokensPerChunk());
            }
        });
    }

    private void lengthen() {
        fit(cell.contextTokens() - contextPrompt, 2.0 * outputTokens);
    }

    /**
     * Sets the lengths.
     *
     * @param generated mean tokens that a sequence has generated over the measured steps
     * @param output tokens that each must generate
     */
    private void fit(double generated, double output) {
        contextPrompt = Math.max(
                Math.min(LEAST_PROMPT, cell.contextTokens()), (int) Math.round(cell.contextTokens() - generated));
        long room = capacity.maxModelLen().orElse(Long.MAX_VALUE) - contextPrompt;
        outputTokens = (int) Math.max(2, Math.min(Math.ceil(output), (double) room));
    }
}
