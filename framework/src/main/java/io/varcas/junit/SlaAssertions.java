package io.varcas.junit;

import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;

/**
 * Assertions on results; import them statically, in addition to AssertJ's.
 *
 * <pre>{@code
 * assertThat(result).meetsSla();
 * assertThat(result).metric("ttft.p99").isAtMost(Duration.ofMillis(500));
 * assertThat(result).isNotSlowerThan(Path.of("baselines/20261122-101500-SupportChat"));
 * }</pre>
 *
 * <p>A number that was not measured or has too few samples fails every assertion.
 */
public final class SlaAssertions {

    private SlaAssertions() {}

    /** Starts an assertion on a run. */
    public static RunResultAssert assertThat(RunResult actual) {
        return new RunResultAssert(actual);
    }

    /** Starts an assertion on the run of a bundle. */
    public static RunResultAssert assertThat(ResultBundle actual) {
        return new RunResultAssert(actual.result());
    }

    /** Starts an assertion on one trial of a run. */
    public static TrialResultAssert assertThat(TrialResult actual) {
        return new TrialResultAssert(actual);
    }
}
