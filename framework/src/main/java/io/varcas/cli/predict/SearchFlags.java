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

    @Option(
            names = "--data-parallel",
            paramLabel = "<n,..>",
            split = ",",
            description = "Engines that share the experts of a model (default: 1, and as many as fill a machine).")
    List<Integer> dataParallel = new ArrayList<>();

    @Option(
            names = "--expert-parallel",
            paramLabel = "<true|false>",
            split = ",",
            description = "Whole experts on each GPU, not slices (default: where engines share experts).")
    List<Boolean> expertParallel = new ArrayList<>();

    @Option(
            names = "--speculative-tokens",
            paramLabel = "<n>",
            description = "Tokens drafted in each step (default: none).")
    int speculativeTokens;

    @Option(
            names = "--acceptance",
            paramLabel = "<percent>",
            description = "How many drafts are accepted, given that those before were; needed with drafts.")
    @Nullable
    Double acceptance;

    @Option(
            names = "--draft-cost",
            paramLabel = "<percent>",
            description = "Time of drafting a token, in percent of a step of the model (default: ${DEFAULT-VALUE}).")
    double draftCost = 5;

    /** Returns the speculative decoding given; none without drafts. */
    Drafts drafts() {
        if (acceptance == null && speculativeTokens == 0) {
            return Drafts.NONE;
        }
        if (acceptance == null || speculativeTokens == 0) {
            throw new UsageException("--speculative-tokens and --acceptance go together; give both");
        }
        return new Drafts(speculativeTokens, acceptance / 100, draftCost / 100);
    }

    SearchSpace space() {
        return new SearchSpace(
                maxNumSeqs, maxNumBatchedTokens, tensorParallel, pipelineParallel, dataParallel, expertParallel);
    }
}
