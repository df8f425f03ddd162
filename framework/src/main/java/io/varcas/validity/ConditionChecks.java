package io.varcas.validity;

import io.varcas.validity.Validity.Finding;
import io.varcas.validity.Validity.Weight;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** Checks of what held beside the load: the client's machine, the server's profiler, and its prefix cache. */
final class ConditionChecks {

    /** Longest pause of the JVM, in milliseconds; a share of the time; and shares of CPU time. */
    static final double PAUSE_LIMIT = 50;

    static final double PAUSED_SHARE_LIMIT = 0.01;
    static final double STEAL_LIMIT = 0.05;
    static final double THROTTLED_LIMIT = 0.01;

    /** Share of prompt tokens from the prefix cache when prompts are meant to be unique, or were sent before. */
    static final double CACHED_LIMIT = 0.1;

    /** Share of the prompts that an earlier trial had as well: short ones may be the same by chance. */
    static final double REPEATED_LIMIT = 0.01;

    private final RunConditions conditions;
    private final Findings findings;

    private ConditionChecks(RunConditions conditions, Findings findings) {
        this.conditions = conditions;
        this.findings = findings;
    }

    /**
     * Adds what these checks find.
     *
     * @param conditions of the run
     * @param cached share of the prompt tokens that came from the prefix cache; empty if nobody knows
     * @param uniquePrompts whether no two prompts have a common prefix
     * @param findings where they go
     */
    static void add(RunConditions conditions, OptionalDouble cached, boolean uniquePrompts, Findings findings) {
        ConditionChecks checks = new ConditionChecks(conditions, findings);
        checks.machine();
        checks.server();
        checks.cache(cached, uniquePrompts);
    }

    private void machine() {
        conditions
                .handicap()
                .ifPresent(why -> findings.add(new Finding(
                        "client.jvm",
                        Weight.WARNING,
                        1,
                        0,
                        "the client's JVM is unsuitable for generating load: " + why)));
        OptionalDouble pause = conditions.longestPause().isPresent()
                ? OptionalDouble.of(conditions.longestPause().get().toNanos()
                        / (double) Duration.ofMillis(1).toNanos())
                : OptionalDouble.empty();
        findings.above(
                "client.pause.max",
                Weight.WARNING,
                pause,
                PAUSE_LIMIT,
                "the client's JVM paused for %.0f ms (limit %.0f ms): latencies across the pause are too long");
        findings.aboveShare(
                "client.pause.share",
                Weight.INVALID,
                conditions.pausedShare(),
                PAUSED_SHARE_LIMIT,
                "the client's JVM was paused for %.1f %% of the time (limit %.0f %%)");
        findings.aboveShare(
                "client.cpu.steal",
                Weight.INVALID,
                conditions.cpuSteal(),
                STEAL_LIMIT,
                "other guests of the host took %.1f %% of the client's CPU time (limit %.0f %%)");
        findings.aboveShare(
                "client.cpu.throttled",
                Weight.INVALID,
                conditions.throttled(),
                THROTTLED_LIMIT,
                "a CPU quota throttled the client in %.1f %% of the scheduling periods (limit %.0f %%)");
    }

    private void server() {
        findings.above(
                "server.profiled",
                Weight.WARNING,
                conditions.serverProfiled(),
                0,
                "the server's own profiler was on for %.1f s of the measurement phase (limit %.0f): the latencies"
                        + " include its cost");
    }

    private void cache(OptionalDouble cached, boolean uniquePrompts) {
        if (uniquePrompts) {
            findings.aboveShare(
                    "tokens.cached",
                    Weight.WARNING,
                    cached,
                    CACHED_LIMIT,
                    "%.0f %% of the prompt tokens came from the prefix cache (limit %.0f %%), but the prompts should be"
                            + " unique: an earlier run sent them to this server; restart it, or use another -seed");
        }
        if (cached.isEmpty() || cached.getAsDouble() > CACHED_LIMIT) {
            String consequence = cached.isPresent()
                    ? String.format(
                            Locale.ROOT,
                            "and %.0f %%%% of the prompt tokens came from the prefix cache (limit %.0f %%%%), which made"
                                    + " responses faster",
                            100 * cached.getAsDouble(),
                            100 * CACHED_LIMIT)
                    : "and the server does not report its prefix cache hits, which may have made responses faster";
            findings.aboveShare(
                    "prompts.repeated",
                    Weight.WARNING,
                    conditions.repeatedPrompts(),
                    REPEATED_LIMIT,
                    "%.0f %% of the prompts are those of an earlier trial, fork or run (limit %.0f %%), "
                            + consequence
                            + "; run each trial alone on a freshly started server, or start the server without prefix"
                            + " cache (vLLM: --no-enable-prefix-caching)");
        }
    }
}
