package io.varcas.model;

import io.varcas.document.Figure;
import io.varcas.validation.Violations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A decoder-only language model, as far as serving it costs something.
 *
 * @param id its short name, as in {@code --model llama-3.1-8b}
 * @param aliases other names, such as the repository it is published under
 * @param plan the kinds of its layers
 * @param hidden hidden size (h), at least 1
 * @param vocabulary tokens it knows (V), at least 1
 * @param tiedEmbeddings whether the LM head is the embedding table
 * @param attention the attention of every layer that has a KV cache
 * @param linear the linear attention of the other layers; null if there are none
 * @param feedForward the networks of all layers that have one
 * @param windowTokens tokens that sliding-window and chunked layers see; 0 if there are none
 * @param otherParameters biases, norms, convolutions and learned positions, all together
 * @param maxContextTokens longest context it was made for, at least 1
 * @param weights how its published weights are quantized; null if 16 bits
 * @param publishedParameters its published parameter count, to check the arithmetic against; null if none
 * @param checkpointBytes bytes of all its published tensors, as its files say; null if they are not there
 * @param notes what was left out or assumed in reading it, one sentence each
 */
public record ModelArchitecture(
        String id,
        List<String> aliases,
        LayerPlan plan,
        int hidden,
        int vocabulary,
        boolean tiedEmbeddings,
        Attention attention,
        @Nullable LinearAttention linear,
        FeedForward feedForward,
        int windowTokens,
        double otherParameters,
        int maxContextTokens,
        @Nullable ShippedWeights weights,
        @Nullable Figure publishedParameters,
        @Nullable Double checkpointBytes,
        List<String> notes) {

    private static final int LARGEST_GROUP = 64;

    /**
     * @throws IllegalArgumentException naming every size that is out of its range
     */
    public ModelArchitecture {
        aliases = List.copyOf(aliases);
        notes = List.copyOf(notes);
        int windowed = plan.count(AttentionKind.SLIDING) + plan.count(AttentionKind.CHUNKED);
        Violations.in("model " + id)
                .notBlank("id", id)
                .atLeast(1, "hidden size", hidden, "")
                .atLeast(1, "vocabulary", vocabulary, "tokens")
                .atLeast(1, "context", maxContextTokens, "tokens")
                .notNegative("other parameters", otherParameters, "")
                .findIf(
                        checkpointBytes != null && !(checkpointBytes > 0),
                        "bytes of the checkpoint are " + checkpointBytes + "; they must be above 0")
                .findIf(windowed > 0 && windowTokens < 1, windowed + " layers have a window, but its size is not given")
                .findIf(
                        (linear != null) != (plan.count(AttentionKind.LINEAR) > 0),
                        "linear attention and layers of it go together")
                .raise();
    }

    /** Returns this model with the bytes of its published tensors, and a note that says how they compare with its shape. */
    ModelArchitecture withCheckpoint(double bytes) {
        double computed = WeightBytes.perRank(this, defaultPrecision(), 1, 1).total();
        List<String> more = new ArrayList<>(notes);
        more.add(String.format(
                Locale.ROOT,
                "its files hold %.2f GB of tensors, its shape has %.2f GB: %s",
                bytes / 1e9,
                computed / 1e9,
                bytes >= computed
                        ? "the rest, such as a vision tower, is counted as weights on every GPU"
                        : "the smaller is taken for its weights"));
        return new ModelArchitecture(
                id,
                aliases,
                plan,
                hidden,
                vocabulary,
                tiedEmbeddings,
                attention,
                linear,
                feedForward,
                windowTokens,
                otherParameters,
                maxContextTokens,
                weights,
                publishedParameters,
                bytes,
                more);
    }

    /** Returns all layers. */
    public int layers() {
        return plan.size();
    }

    /** Returns the layers that keep keys and values. */
    public int attentionLayers() {
        return fullLayers() + windowedLayers();
    }

    /** Returns the layers whose attention sees the whole context. */
    public int fullLayers() {
        return plan.count(AttentionKind.FULL);
    }

    /** Returns the layers whose attention sees a window or a chunk. */
    public int windowedLayers() {
        return plan.count(AttentionKind.SLIDING) + plan.count(AttentionKind.CHUNKED);
    }

    /** Returns the layers of linear attention or state space. */
    public int linearLayers() {
        return plan.count(AttentionKind.LINEAR);
    }

    /** Returns the layers that have a feed-forward network. */
    public int feedForwardLayers() {
        return layers() - plan.count(FeedForwardKind.NONE);
    }

    /**
     * Returns the blocks, each of which adds to the hidden state once: attention and feed-forward network of a layer are
     * two, a layer of one of them is one.
     */
    public int blocks() {
        return attentionLayers() + linearLayers() + feedForwardLayers();
    }

    /** Returns the sliding window or chunk; null if every layer sees everything. */
    public @Nullable SlidingWindow window() {
        return windowedLayers() == 0 ? null : new SlidingWindow(windowTokens, windowedLayers());
    }

    /** Returns the precision its published weights are in; null if 16 bits. */
    public @Nullable Precision shipped() {
        return weights == null ? null : weights.precision();
    }

    /** Returns the parameters of all matrices that a precision may quantize: attention and feed-forward. */
    public double linearParameters() {
        return mixerParameters() + feedForward.parameters(hidden, feedForwardLayers());
    }

    /** Returns the parameters of the projections of attention and linear attention, over all layers. */
    public double mixerParameters() {
        return mixerParametersPerRank(1);
    }

    /** Returns the same on one of so many tensor-parallel ranks; what is replicated counts in full. */
    double mixerParametersPerRank(int ranks) {
        double recurrent = linear == null ? 0 : linearLayers() * linear.matrixParameters() / ranks;
        return attentionLayers() * attention.parametersPerRank(hidden, ranks) + recurrent;
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
        return mixerParameters()
                + feedForward.activeParameters(hidden, feedForwardLayers())
                + (double) vocabulary * hidden;
    }

    /** Returns the bytes one token takes in the KV cache, over all layers and ranks 1, windows ignored. */
    public double kvBytesPerToken(KvPrecision precision) {
        return kvBytesPerTokenPerRank(precision, 1);
    }

    /** Returns the bytes one token takes in the KV cache of one of {@code ranks} ranks, over all layers. */
    public double kvBytesPerTokenPerRank(KvPrecision precision, int ranks) {
        return attentionLayers() * attention.kvElementsPerRank(ranks) * precision.bytes();
    }

    /** Returns the bytes of the fixed state of one sequence, over all layers; 0 without linear attention. */
    public double stateBytesPerSequence() {
        return stateBytesPerSequencePerRank(1);
    }

    /** Returns the bytes of the fixed state of one sequence on one of {@code ranks} ranks, over all layers. */
    public double stateBytesPerSequencePerRank(int ranks) {
        return linear == null ? 0 : linearLayers() * linear.stateBytesPerRank(ranks);
    }

    /** Returns the layers that have experts, 0 if the model is dense. */
    public int expertLayers() {
        return feedForward instanceof MixtureOfExperts moe ? moe.expertLayers(feedForwardLayers()) : 0;
    }

    /** Returns the precision it is served in unless told otherwise: as shipped, else bf16. */
    public Precision defaultPrecision() {
        return weights == null ? Precision.BF16 : weights.precision();
    }

    /** Returns the mean bytes of a weight of the attention's projections, served in that precision. */
    public double attentionBytesPerWeight(Precision precision) {
        ShippedWeights stored = storedIn(precision);
        return stored.meanBits(stored.attentionShare()) / 8;
    }

    /** Returns the mean bytes of a weight of dense and shared feed-forward networks, served in that precision. */
    public double denseBytesPerWeight(Precision precision) {
        ShippedWeights stored = storedIn(precision);
        return stored.meanBits(stored.denseShare()) / 8;
    }

    /** Returns the mean bytes of a weight of the experts, served in that precision. */
    public double expertBytesPerWeight(Precision precision) {
        ShippedWeights stored = storedIn(precision);
        return stored.meanBits(stored.expertShare()) / 8;
    }

    /** Returns whether the attention's projections use a precision instead of 16 bits. */
    public boolean quantizesAttention(Precision precision) {
        return storedIn(precision).attentionShare() > 0.5;
    }

    private ShippedWeights storedIn(Precision precision) {
        return weights != null && weights.precision() == precision ? weights : ShippedWeights.whole(precision);
    }

    /** Returns whether vLLM can split its heads over a tensor-parallel degree. */
    public boolean splitsOver(int ranks) {
        return attention.splitsOver(ranks) && (linear == null || linear.splitsOver(ranks));
    }

    /**
     * Returns why vLLM cannot split it over so many tensor-parallel ranks in that precision: heads that do not divide, or
     * a cut through a group of weights that share a scale. Empty if it can.
     */
    public Optional<String> splitRefusal(int ranks, Precision precision) {
        Optional<String> wrong = splitsOver(ranks)
                ? storedIn(precision).cutRefusal(this, ranks)
                : Optional.of("its " + heads() + " do not split over " + ranks + " ranks");
        return wrong.map(reason -> reason + "; the nearest that do are " + nearestOf(ranks, precision));
    }

    /** Returns the tensor-parallel degrees up to 64 over which vLLM can split its heads, ascending. */
    public List<Integer> validTensorParallel() {
        return IntStream.rangeClosed(1, LARGEST_GROUP)
                .filter(this::splitsOver)
                .boxed()
                .toList();
    }

    /** Returns the tensor-parallel degrees up to 64 over which vLLM can split it in that precision, ascending. */
    public List<Integer> validTensorParallel(Precision precision) {
        ShippedWeights stored = storedIn(precision);
        return validTensorParallel().stream()
                .filter(ranks -> stored.cutRefusal(this, ranks).isEmpty())
                .toList();
    }

    private String heads() {
        String kv = attention instanceof GroupedQueryAttention grouped ? " and " + grouped.kvHeads() + " KV heads" : "";
        String states = linear == null ? "" : " and " + linear.heads() + " " + linear.name() + " heads";
        return attention.heads() + " heads" + kv + states;
    }

    private String nearestOf(int wanted, Precision precision) {
        List<Integer> valid = validTensorParallel(precision);
        int nearest = valid.stream()
                .min(Comparator.comparingInt(degree -> Math.abs(degree - wanted)))
                .orElse(1);
        return nearest + ", of " + valid.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
