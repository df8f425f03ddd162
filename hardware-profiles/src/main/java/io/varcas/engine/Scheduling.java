package io.varcas.engine;

import io.varcas.traffic.Seed;
import io.varcas.validation.Violations;
import org.jspecify.annotations.Nullable;

/**
 * The scheduling policy of an engine.
 *
 * @param policy order of admission and of preemption
 * @param chunkedPrefill whether a prompt may be cut over several steps; off, a prompt waits until a step can take all of
 *     it
 * @param prefixCaching whether blocks of equal content are shared and kept until evicted; it needs requests that name
 *     their {@linkplain EngineRequest#blocks() blocks}
 * @param speculation drafting before verification, or null for one token a step
 */
public record Scheduling(
        SchedulingPolicy policy,
        boolean chunkedPrefill,
        boolean prefixCaching,
        @Nullable Speculation speculation) {

    /** vLLM's defaults (0.15 to 0.31, 2026): first come first served, chunked prefill and prefix caching on. */
    public static final Scheduling DEFAULT = new Scheduling(SchedulingPolicy.FCFS, true, true, null);

    /** Returns this with another policy. */
    public Scheduling withPolicy(SchedulingPolicy other) {
        return new Scheduling(other, chunkedPrefill, prefixCaching, speculation);
    }

    /** Returns this with chunked prefill on or off. */
    public Scheduling withChunkedPrefill(boolean on) {
        return new Scheduling(policy, on, prefixCaching, speculation);
    }

    /** Returns this with prefix caching on or off. */
    public Scheduling withPrefixCaching(boolean on) {
        return new Scheduling(policy, chunkedPrefill, on, speculation);
    }

    /** Returns this with drafts verified every step. */
    public Scheduling withSpeculation(Speculation drafts) {
        return new Scheduling(policy, chunkedPrefill, prefixCaching, drafts);
    }

    /**
     * Speculative decoding: each decode step drafts tokens ahead and verifies them all; draft i is kept if it and all
     * before it are accepted, and one more token always comes from the verification itself. A step so emits
     * {@code (1 - a^(k+1)) / (1 - a)} tokens on average.
     *
     * @param draftTokens tokens drafted each step (k), at least 1
     * @param acceptance chance that a draft is accepted, given that those before it were (a), from 0 to 1
     * @param seed decides which drafts are accepted
     */
    public record Speculation(int draftTokens, double acceptance, Seed seed) {

        /**
         * @throws IllegalArgumentException if there are no drafts or the acceptance is not from 0 to 1
         */
        public Speculation {
            Violations.in("speculation")
                    .atLeast(1, "drafts", draftTokens, "tokens")
                    .within(0, 1, "acceptance", acceptance, "(chance)")
                    .raise();
        }

        /** Returns the mean number of tokens one verification emits, from 1 to {@code draftTokens + 1}. */
        public double meanTokensPerStep() {
            return acceptance == 1 ? draftTokens + 1 : (1 - Math.pow(acceptance, draftTokens + 1)) / (1 - acceptance);
        }
    }
}
