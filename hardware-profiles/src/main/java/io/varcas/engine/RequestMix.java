package io.varcas.engine;

import io.varcas.engine.BlockHashes.Piece;
import io.varcas.traffic.LengthDistribution;
import io.varcas.traffic.LengthSampler;
import io.varcas.traffic.Seed;
import io.varcas.validation.Violations;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of requests: their lengths and shared prefixes.
 *
 * @param promptLengths lengths of prompts
 * @param outputLengths lengths of outputs
 * @param sharedPrefix prefixes that prompts have in common; null if every prompt is its own
 */
public record RequestMix(
        LengthDistribution promptLengths,
        LengthDistribution outputLengths,
        @Nullable SharedPrefix sharedPrefix) {

    /** Returns the mix of these lengths, nothing shared. */
    public static RequestMix of(LengthDistribution promptLengths, LengthDistribution outputLengths) {
        return new RequestMix(promptLengths, outputLengths, null);
    }

    /** Returns this mix with some prefixes shared. */
    public RequestMix withSharedPrefix(SharedPrefix prefix) {
        return new RequestMix(promptLengths, outputLengths, prefix);
    }

    /** Returns the mean tokens of a prompt. */
    public double meanPromptTokens() {
        return promptLengths.clampedMean();
    }

    /** Returns the mean tokens of an output. */
    public double meanOutputTokens() {
        return outputLengths.clampedMean();
    }

    /**
     * Starts a stream of requests.
     *
     * @param seed decides it completely
     * @param blockTokens tokens a KV block of the engine holds
     */
    public RequestSource requests(Seed seed, int blockTokens) {
        LengthSampler prompts = promptLengths.sampler(seed.derive("prompt lengths"));
        LengthSampler outputs = outputLengths.sampler(seed.derive("output lengths"));
        if (sharedPrefix == null) {
            return id -> EngineRequest.of(id, prompts.sample(), outputs.sample());
        }
        RandomGenerator choice = seed.derive("prefixes").generator();
        SharedPrefix prefix = sharedPrefix;
        return id -> {
            int prompt = prompts.sample();
            EngineRequest request = EngineRequest.of(id, prompt, outputs.sample());
            boolean shares = choice.nextDouble() < prefix.share();
            long which = (long) (choice.nextDouble() * prefix.prefixes());
            int common = Math.min(prefix.tokens(), prompt);
            return shares
                    ? request.withBlocks(BlockHashes.ofPieces(
                            blockTokens, new Piece(-1 - which, common), new Piece(id, prompt - common)))
                    : request;
        };
    }

    /**
     * Prompts that begin alike: system prompts, documents asked about again.
     *
     * @param prefixes how many different prefixes there are, picked evenly, at least 1
     * @param tokens how long each is, at least 1; a shorter prompt is cut from it
     * @param share share of requests that have one, from 0 to 1
     */
    public record SharedPrefix(int prefixes, int tokens, double share) {

        /**
         * @throws IllegalArgumentException if a value is out of its range
         */
        public SharedPrefix {
            Violations.in("shared prefix")
                    .atLeast(1, "prefixes", prefixes, "")
                    .atLeast(1, "length", tokens, "tokens")
                    .within(0, 1, "share", share, "(of requests)")
                    .raise();
        }
    }
}
