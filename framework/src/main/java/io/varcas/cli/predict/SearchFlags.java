package io.varcas.cli.predict;

import io.varcas.sizing.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Settings of the server that a sizing tries; without them it searches. */
final class SearchFlags {

    @Option(
            names = "--max-num-seqs",
            paramLabel = "<n,..>",
            split = ",",
            description = "Requests that run at once at most (default: searched, up to 2048).")
    List<Integer> maxNumSeqs = new ArrayList<>();

    @Option(
            names = "--max-num-batched-tokens",
            paramLabel = "<n,..>",
            split = ",",
            description = "Tokens of a step at most (default: searched, 2048 and 8192).")
    List<Integer> maxNumBatchedTokens = new ArrayList<>();

    @Option(
            names = "--tensor-parallel",
            paramLabel = "<n,..>",
            split = ",",
            description = "GPUs each layer is split over (default: searched).")
    List<Integer> tensorParallel = new ArrayList<>();

    @Option(
            names = "--pipeline-parallel",
            paramLabel = "<n,..>",
            split = ",",
            description = "Stages the layers are split over (default: 1, more where the weights do not fit otherwise).")
    List<Integer> pipelineParallel = new ArrayList<>();

    SearchSpace space() {
        return new SearchSpace(maxNumSeqs, maxNumBatchedTokens, tensorParallel, pipelineParallel);
    }
}
