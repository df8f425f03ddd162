package io.varcas.sizing;

import io.varcas.validation.Violations;
import java.util.List;

/**
 * The server settings to try on every machine; an empty list leaves the choice to the search.
 *
 * @param maxNumSeqs values of {@code --max-num-seqs}, each at least 1; empty for 16, 64, 256, 1,024 and 2,048, as far as the KV pool
 *     holds so many
 * @param maxNumBatchedTokens values of {@code --max-num-batched-tokens}, each at least 1; empty for vLLM's default and 2,048 and 8,192
 * @param tensorParallel values of {@code --tensor-parallel-size}, each at least 1; empty for all that the model can be split over
 * @param pipelineParallel values of {@code --pipeline-parallel-size}, each at least 1; empty for one stage, and more where the weights
 *     do not fit otherwise
 * @param dataParallel values of {@code --data-parallel-size} of models with experts: engines that share them, each at least 1; empty
 *     for one, and as many as fill a machine
 * @param expertParallel values of {@code --enable-expert-parallel}; empty to have it where engines share experts and not elsewhere
 */
public record SearchSpace(
        List<Integer> maxNumSeqs,
        List<Integer> maxNumBatchedTokens,
        List<Integer> tensorParallel,
        List<Integer> pipelineParallel,
        List<Integer> dataParallel,
        List<Boolean> expertParallel) {

    /** A search space without restrictions. */
    public static final SearchSpace DEFAULT =
            new SearchSpace(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /**
     * @throws IllegalArgumentException if a value is below 1
     */
    public SearchSpace {
        maxNumSeqs = List.copyOf(maxNumSeqs);
        maxNumBatchedTokens = List.copyOf(maxNumBatchedTokens);
        tensorParallel = List.copyOf(tensorParallel);
        pipelineParallel = List.copyOf(pipelineParallel);
        dataParallel = List.copyOf(dataParallel);
        expertParallel = List.copyOf(expertParallel);
        Violations faults = Violations.in("search");
        maxNumSeqs.forEach(value -> faults.atLeast(1, "max-num-seqs", value, "requests"));
        maxNumBatchedTokens.forEach(value -> faults.atLeast(1, "max-num-batched-tokens", value, "tokens"));
        tensorParallel.forEach(value -> faults.atLeast(1, "tensor parallel", value, "ranks"));
        pipelineParallel.forEach(value -> faults.atLeast(1, "pipeline parallel", value, "stages"));
        dataParallel.forEach(value -> faults.atLeast(1, "data parallel", value, "engines"));
        faults.raise();
    }
}
