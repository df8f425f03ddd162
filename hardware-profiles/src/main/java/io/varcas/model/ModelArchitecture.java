package io.varcas.model;

import io.varcas.fault.Faults;
import io.varcas.figure.Figure;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A decoder-only transformer, as far as serving it costs something.
 *
 * @param id its short name, as in {@code --model llama-3.1-8b}
 * @param aliases other names, such as the repository it is published under
 * @param layers transformer layers (L), at least 1
 * @param hidden hidden size (h), at least 1
 * @param vocabulary tokens it knows (V), at least 1
 * @param tiedEmbeddings whether the LM head is the embedding table
 * @param attention the attention of every layer
 * @param feedForward what follows it
 * @param window sliding-window layers; null if every layer sees everything
 * @param otherParameters biases, norms and learned positions, all together
 * @param maxContextTokens longest context it was made for, at least 1
 * @param shipped the precision its published weights are in; null if 16 bits
 * @param publishedParameters its published parameter count, to check the arithmetic against; null if none
 */
public record ModelArchitecture(
        String id,
        List<String> aliases,
        int layers,
        int hidden,
        int vocabulary,
        boolean tiedEmbeddings,
        Attention attention,
        FeedForward feedForward,
        @Nullable SlidingWindow window,
        double otherParameters,
        int maxContextTokens,
        @Nullable Precision shipped,
        @Nullable Figure publishedParameters) {

    private static final int LARGEST_GROUP = 64;

    /**
     * @throws IllegalArgumentException naming every size that is out of its range
     */
    public ModelArchitecture {
        aliases = List.copyOf(aliases);
        Faults.in("model " + id)
                .notBlank("id", id)
                .atLeast(1, "layers", layers, "")
                .atLeast(1, "hidden size", hidden, "")
                .atLeast(1, "vocabulary", vocabulary, "tokens")
                .atLeast(1, "context", maxContextTokens, "tokens")
                .notNegative("other parameters", otherParameters, "")
                .findIf(
                        window != null && window.layers() > layers,
                        "more windowed layers than the " + layers + " there are")
                .raise();
    }

    /** Returns the parameters of all matrices that a precision may quantize: attention and feed-forward. */
    public double linearParameters() {
        return layers * attention.parametersPerRank(hidden, 1) + feedForward.parameters(hidden, layers);
    }

    /** Returns the parameters of the embedding table, and of the LM head if it is another one. */
    public double embeddingParameters() {
        return (double) vocabulary * hidden * (tiedEmbeddings ? 1 : 2);
    }

    /** Returns all parameters. */
    public double parameters() {
        return linearParameters() + embeddingParameters() + otherParameters;
    }

    /** Returns the parameters one token is multiplied with: the LM head counts, the embedding look-up does not. */
    public double activeParameters() {
        return layers * attention.parametersPerRank(hidden, 1)
                + feedForward.activeParameters(hidden, layers)
                + (double) vocabulary * hidden;
    }

    /** Returns the bytes one token takes in the KV cache, over all layers and ranks 1, windows ignored. */
    public double kvBytesPerToken(KvPrecision precision) {
        return kvBytesPerTokenPerRank(precision, 1);
    }

    /** Returns the bytes one token takes in the KV cache of one of {@code ranks} ranks, over all layers. */
    public double kvBytesPerTokenPerRank(KvPrecision precision, int ranks) {
        return layers * attention.kvElementsPerRank(ranks) * precision.bytes();
    }

    /** Returns the layers whose attention sees the whole context. */
    public int fullLayers() {
        return window == null ? layers : layers - window.layers();
    }

    /** Returns the layers that have experts, 0 if the model is dense. */
    public int expertLayers() {
        return feedForward instanceof MixtureOfExperts moe ? moe.expertLayers(layers) : 0;
    }

    /** Returns the precision it is served in unless told otherwise: as shipped, else bf16. */
    public Precision defaultPrecision() {
        return shipped == null ? Precision.BF16 : shipped;
    }

    /** Tells whether vLLM can split it over so many tensor-parallel ranks. */
    public boolean splitsOver(int ranks) {
        return attention.splitsOver(ranks);
    }

    /** Returns the tensor-parallel degrees up to 64 that vLLM can split it over, ascending. */
    public List<Integer> validTensorParallel() {
        return IntStream.rangeClosed(1, LARGEST_GROUP)
                .filter(this::splitsOver)
                .boxed()
                .toList();
    }
}
