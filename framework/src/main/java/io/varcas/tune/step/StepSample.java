package io.varcas.tune.step;

import java.util.List;
import java.util.Optional;

/**
 * The measurement of one batch.
 *
 * @param prefillMillis from the sending of the prompts to the last of their first tokens; empty if they are not what is measured
 * @param ttftMillis from the sending of those prompts to each first token
 * @param series the engine steps in which all sequences decoded; empty if none did
 * @param contextTokens mean context of the decoding sequences over these steps; 0 if none decoded
 * @param tokensPerChunk mean tokens of a chunk of the decoding sequences
 * @param tokens tokens that were processed in {@code seconds}
 * @param seconds the measured time
 * @param batchMillis from the sending of the batch to its last end
 * @param prompts its prompts
 */
record StepSample(
        Optional<Double> prefillMillis,
        List<Double> ttftMillis,
        Optional<StepSeries> series,
        double contextTokens,
        double tokensPerChunk,
        double tokens,
        double seconds,
        double batchMillis,
        PromptCounts prompts) {}
