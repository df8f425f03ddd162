package io.varcas.roofline;

import io.varcas.model.Attention;
import io.varcas.model.LinearAttention;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.SlidingWindow;
import org.jspecify.annotations.Nullable;

/** Attention of all layers on one rank, those with a sliding window and those of linear attention apart. */
final class AttentionCost {

    /** FLOPs of one token for each number of a recurrent state: decay, update and read, two each. */
    private static final double STATE_FLOPS = 6;

    private final Attention attention;
    private final Kernels kernels;
    private final int ranks;
    private final int fullLayers;
    private final int windowLayers;
    private final double window;
    private final double kvBytesPerToken; // one layer, one rank
    private final int linearLayers;
    private final double stateTrafficBytes; // one sequence, one layer, one rank: read and written
    private final double stateFlopsPerToken; // one layer, one rank

    AttentionCost(Deployment deployment, Kernels kernels) {
        ModelArchitecture model = deployment.model();
        @Nullable SlidingWindow sliding = model.window();
        this.attention = model.attention();
        this.kernels = kernels;
        this.ranks = deployment.tensorParallel();
        this.fullLayers = model.fullLayers();
        this.windowLayers = model.windowedLayers();
        this.window = sliding == null ? Double.POSITIVE_INFINITY : sliding.tokens();
        this.kvBytesPerToken =
                attention.kvElementsPerRank(ranks) * deployment.kvPrecision().bytes();
        @Nullable LinearAttention linear = model.linear();
        this.linearLayers = model.linearLayers();
        this.stateTrafficBytes = linear == null ? 0 : 2 * linear.stateBytesPerRank(ranks);
        this.stateFlopsPerToken = linear == null ? 0 : STATE_FLOPS * linear.stateElements() / ranks;
    }

    /** Returns a sequence's context as far as windowed layers see it. */
    double windowed(double contextTokens) {
        return Math.min(contextTokens, window);
    }

    /** Returns the decode attention over contexts summed over sequences, the second sum with each cut at the window. */
    double decodeSeconds(double contextTokens, double windowedContextTokens, double sequences) {
        double seconds = fullLayers == 0 ? 0 : fullLayers * layerDecodeSeconds(contextTokens);
        if (windowLayers > 0) {
            seconds += windowLayers * layerDecodeSeconds(windowedContextTokens);
        }
        if (linearLayers > 0) {
            seconds += linearLayers * kernels.decodeAttentionSeconds(sequences * stateTrafficBytes);
        }
        return seconds;
    }

    OpCost decode(double contextTokens, double windowedContextTokens, double sequences, double rowsPerSequence) {
        double tokens = fullLayers * contextTokens + windowLayers * windowedContextTokens;
        double flops = tokens * attention.decodeFlopsPerContextToken(ranks) * rowsPerSequence;
        boolean math = layerMathSeconds(contextTokens) > layerReadSeconds(contextTokens);
        return new OpCost(
                Op.DECODE_ATTENTION,
                decodeSeconds(contextTokens, windowedContextTokens, sequences),
                flops + linearLayers * sequences * rowsPerSequence * stateFlopsPerToken,
                tokens * kvBytesPerToken + linearLayers * sequences * stateTrafficBytes,
                math ? Bound.COMPUTE : Bound.MEMORY);
    }

    /** Returns the prefill attention of one chunk after so many cached tokens. */
    double prefillSeconds(double tokens, double cached) {
        double perPair = attention.prefillFlopsPerPair(ranks);
        double seconds = fullLayers * kernels.prefillAttentionSeconds(perPair * pairs(tokens, cached), tokens + cached);
        if (windowLayers > 0) {
            seconds += windowLayers
                    * kernels.prefillAttentionSeconds(
                            perPair * windowedPairs(tokens, cached), tokens + Math.min(cached, window));
        }
        if (linearLayers > 0) {
            seconds += linearLayers * kernels.prefillAttentionSeconds(tokens * stateFlopsPerToken, tokens);
        }
        return seconds;
    }

    OpCost prefill(StepShape step) {
        double seconds = 0;
        double flops = 0;
        double bytes = 0;
        for (StepShape.Chunk chunk : step.chunks()) {
            double tokens = chunk.tokens();
            double cached = chunk.cachedTokens();
            seconds += chunk.count() * prefillSeconds(tokens, cached);
            flops += chunk.count()
                    * attention.prefillFlopsPerPair(ranks)
                    * (fullLayers * pairs(tokens, cached) + windowLayers * windowedPairs(tokens, cached));
            flops += chunk.count() * linearLayers * tokens * stateFlopsPerToken;
            bytes += chunk.count() * (fullLayers + windowLayers) * (tokens + cached) * kvBytesPerToken;
        }
        return new OpCost(Op.PREFILL_ATTENTION, seconds, flops, bytes, Bound.COMPUTE);
    }

    private double layerDecodeSeconds(double contextTokens) {
        return Math.max(layerReadSeconds(contextTokens), layerMathSeconds(contextTokens));
    }

    private double layerReadSeconds(double contextTokens) {
        return kernels.decodeAttentionSeconds(contextTokens * kvBytesPerToken);
    }

    private double layerMathSeconds(double contextTokens) {
        return kernels.decodeAttentionMathSeconds(
                attention, contextTokens * attention.decodeFlopsPerContextToken(ranks));
    }

    /** Pairs of a token and one it attends to, itself counted half: {@code s^2/2 + s P}. */
    private static double pairs(double tokens, double cached) {
        return tokens * tokens / 2 + tokens * cached;
    }

    /** The same where a token reaches back only so far: the triangle until the window is full, then the band. */
    private double windowedPairs(double tokens, double cached) {
        double growing = Math.max(0, Math.min(tokens, window - cached));
        double band = tokens - growing;
        return pairs(growing, Math.min(cached, window)) + (band > 0 ? band * window : 0);
    }
}
