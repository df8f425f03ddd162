package io.varcas.cli.predict;

import io.varcas.queueing.Drafts;
import io.varcas.sizing.SearchSpace;
import io.varcas.validation.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Settings of the server that a sizing tries; without them it searches. */
final class SearchFlags {

    @Option(
            names = "--max-num-seqs",
            paramLabel = "<n,..>",
            split = ",",
            description = "Maximum number of running requests (default: searched, up to 2048).")
    List<Integer> maxNumSeqs = new ArrayList<>();

    @Option(
            names = "--max-num-batched-tokens",
            paramLabel = "<n,..>",
            split = ",",
            description = "Maximum number of tokens in a step (default: searched, 2048 and 8192).")
    List<Integer> maxNumBatchedTokens = new ArrayList<>();

    @Option(
            names = "--tensor-parallel",
            paramLabel = "<n,..>",
            split = ",",
            description = "Tensor-parallel sizes (default: searched).")
    List<Integer> tensorParallel = new ArrayList<>();

    @Option(
            names = "--pipeline-parallel",
            paramLabel = "<n,..>",
            split = ",",
            description = "Pipeline-parallel sizes (default: 1, more if the weights do not fit).")
    List<Integer> pipelineParallel = new ArrayList<>();

    @Option(
            names = "--data-parallel",
            paramLabel = "<n,..>",
            split = ",",
            description =
                    "Data-parallel sizes: engines that share the experts (default: 1, and as many as fill a machine).")
    List<Integer> dataParallel = new ArrayList<>();

    @Option(
            names = "--expert-parallel",
            paramLabel = "<true|false>",
            split = ",",
            description = "Place whole experts on each GPU (default: if engines share experts).")
    List<Boolean> expertParallel = new ArrayList<>();

    @Option(
            names = "--speculative-tokens",
            paramLabel = "<n>",
            description = "Number of speculative tokens per step (default: none).")
    int speculativeTokens;

    @Option(
            names = "--acceptance",
            paramLabel = "<percent>",
            description = "Conditional acceptance rate of drafts; required with --speculative-tokens.")
    @Nullable
    Double acceptance;

    @Option(
            names = "--draft-cost",
            paramLabel = "<percent>",
            description = "Cost of drafting a token, in percent of a model step (default: ${DEFAULT-VALUE}).")
    double draftCost = 5;

    /** Returns the speculative decoding given; none without drafts. */
    Drafts drafts() {
        if (acceptance == null && speculativeTokens == 0) {
            return Drafts.NONE;
        }
        if (acceptance == null || speculativeTokens == 0) {
            throw new UsageException("--speculative-tokens and --acceptance need each other; add the missing one");
        }
        return new Drafts(speculativeTokens, acceptance / 100, draftCost / 100);
    }

    SearchSpace space() {
        return new SearchSpace(
                maxNumSeqs, maxNumBatchedTokens, tensorParallel, pipelineParallel, dataParallel, expertParallel);
    }
}
